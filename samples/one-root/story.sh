#!/bin/sh
# One directory for the caches of six tools: what lies where afterwards, and that another build with an empty HOME lives on it.
#
#     sh samples/one-root/story.sh
#
# WITHOUT="go mvn" leaves these two out, of uv, pip, npm, go, mvn and cargo.
# Root also sees the last part, a container's root with a directory of the host mounted into it. Nothing outside a temporary folder is
# changed. Each claim is checked; the exit code is 0 when all of them hold.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/../telling.sh"

has() { case " ${WITHOUT-} " in *" $1 "*) false ;; *) true ;; esac; }
build() { # CHECKOUT HOME [PROPERTY…]
  (
    cd "$1"
    home=$2
    shift 2
    exec env -i HOME="$home" PATH="$path" LC_ALL=C.UTF-8 CacheTasksRoot="$root" CACHETASKS_FEED="$work/feed" CacheTasksVersion="$version" \
      DOTNET_CLI_HOME="$work/dotnet" NUGET_PACKAGES="$work/packages" NUGET_HTTP_CACHE_PATH="$work/dotnet/http" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
      DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false DOTNET_GENERATE_ASPNET_CERTIFICATE=false UV_PYTHON_DOWNLOADS=never CARGO_TERM_COLOR=never \
      CARGO_NET_OFFLINE=true PYTHONDONTWRITEBYTECODE=1 ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} \
      dotnet build app -nr:false -v:normal $skipped "$@"
  )
}
lines() { grep '^ *CacheTasks  ' "$1"; }

if [ "${1-}" = inside ]; then
  # --- in the jail: / is an overlay, the root a directory of the host
  shift
  work=$1 version=$2 path=$3 skipped=$4 root=/var/cache/melange
  build "$work/checkout" "$work/home3" -p:Warm=true -p:WithoutPip=true -p:WithoutNpm=true -p:WithoutMvn=true -p:WithoutCargo=true > "$work/third.log" 2>&1 || broken "the build in the container fails: $(cat "$work/third.log")"
  exit
fi

need dotnet tar python3
skipped=''
for tool in uv pip npm go mvn cargo; do
  if has "$tool"; then need "$tool"; else skipped="$skipped -p:Without$tool=true"; fi
done
work=$(mktemp -d)
# What go downloads is read-only.
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
work=$(cd "$work" && pwd -P)
# rustup's cargo looks for its toolchains in HOME.
path=$PATH
has cargo && path=$(rustc --print sysroot)/bin:$PATH

mkdir "$work/checkout" "$work/home" "$work/home2" "$work/home3" "$work/dotnet"
pack
(cd "$here" && tar -cf - --exclude=registry --exclude=.venv --exclude=site --exclude=node_modules --exclude=target --exclude=bin --exclude=obj --exclude='*.lock.json' .) | tar -xf - -C "$work/checkout"
sh "$work/checkout/registry.sh"

# --- one root

root=$work/cache
say "CacheTasksRoot=$root, which does not exist yet"
build "$work/checkout" "$work/home" > "$work/first.log" 2>&1 || broken "the build fails: $(cat "$work/first.log")"
quote lines "$work/first.log"
there() { # TOOL PATTERN
  has "$1" || return 0
  found=$(cd "$root" && find . -path "./$2" | head -n 1)
  [ -n "$found" ] || broken "$1 has nothing in $root: $(find "$root" -maxdepth 2)"
  claim "$1: $found"
}
there uv 'uv/archive-v*/*/greeting.py'
there pip 'pip/wheels/*/greeting-1.0.0-py3-none-any.whl'
there npm 'npm/_cacache/content-v2/*'
there go 'gomodcache/cache/download/example.test/greeting/@v/v1.0.0.zip'
there go 'gocache/*-a'
there mvn 'm2repository/example/greeting-parent/1.0.0/greeting-parent-1.0.0.pom'
left() { (cd "$1" && find . \( -path ./.cargo -o -path ./.local/share/NuGet \) -prune -o -type f -print | sort | tr '\n' ' '); }
[ -z "$(left "$work/home")" ] || broken "HOME has $(left "$work/home")"
claim "HOME has no file of theirs. cargo's registry stays where it was, its target is the checkout's."
! has cargo || [ -x "$work/checkout/native/target/debug/greet" ] || broken "cargo's target is not in the checkout"

# --- another build on the same root

clean() { # As a new checkout is: lock files stay, since they are checked in.
  for folder in python/.venv pip/site node/node_modules native/target app/bin app/obj; do
    rm -rf "$work/checkout/$folder"
  done
}

say "A clean checkout, another HOME, and no registry but the folder of Python packages, which is looked at each time"
clean
rm -rf "$work/checkout/registry/node" "$work/checkout/registry/go" "$work/checkout/registry/java"
build "$work/checkout" "$work/home2" -p:Warm=true > "$work/second.log" 2>&1 || broken "the second build fails: $(cat "$work/second.log")"
[ -z "$(left "$work/home2")" ] || broken "HOME has $(left "$work/home2")"
! grep -E 'Building greeting|Building wheel for greeting|go: downloading|Downloaded from' "$work/second.log" || broken "something was fetched or built again"
! has pip || grep -q 'Using cached greeting-1.0.0-py3-none-any.whl' "$work/second.log" || broken "pip did not use its cache: $(cat "$work/second.log")"
! has uv || grep -q 'Installed 1 package' "$work/second.log" || broken "uv installed nothing"
claim "Every tool takes its package from the root; nothing is fetched or built again."

# --- the root is a directory of the host

if [ "$(id -u)" -ne 0 ]; then
  say "The last part makes mounts, so it needs root."
  exit
fi
say "In a container: / is an overlay, and the same directory is mounted read-write at /var/cache/melange"
clean
mkdir "$work/jail" "$work/layer"
# The overlay's own files lie on a filesystem of their own, since an overlay cannot lie in itself.
unshare --mount --propagation private sh -euc '
  here=$1 work=$2 version=$3 path=$4 skipped=$5
  mount -t tmpfs tmpfs "$work/layer"
  mkdir "$work/layer/upper" "$work/layer/work"
  mount -t overlay -o "lowerdir=/,upperdir=$work/layer/upper,workdir=$work/layer/work" overlay "$work/jail"
  mount --rbind /proc "$work/jail/proc"
  mount --rbind /dev "$work/jail/dev"
  mkdir -p "$work/jail/var/cache/melange"
  mount --bind "$work/cache" "$work/jail/var/cache/melange"
  mount --bind "$work" "$work/jail$work"
  chroot "$work/jail" sh "$here/story.sh" inside "$work" "$version" "$path" "$skipped"
' sh "$here" "$work" "$version" "$path" "$skipped" || broken "the part in the container fails: $(cat "$work/third.log")"
grep -o 'warning CACHETASKS3005: .*' "$work/third.log" | sort -u > "$work/said"
quote cat "$work/said"
[ "$(grep -c . "$work/said")" -eq 1 ] || broken "3005 is not said once: $(cat "$work/third.log")"
grep -q "warning CACHETASKS3005: .*/var/cache/melange is a read-write mount of .*$work/cache of " "$work/third.log" || broken "3005 does not say which directory of the host it is"
claim "3005 says which directory of the host the writes reach."
