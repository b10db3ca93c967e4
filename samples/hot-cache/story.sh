#!/bin/sh
# A fleet mounts one hot uv cache read-only: what uv makes of it, and what CacheTasks makes of it. Run it as root:
#
#     sudo sh samples/hot-cache/story.sh
#
# The machine's user is real, by ID, and all mounts lie in a mount namespace of the script alone: no account is made, and nothing
# outside a temporary folder is changed. Each claim is checked; the exit code is 0 when all of them hold.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/../telling.sh"
if [ "${1-}" != inside ]; then
  need_root "This mounts folders and becomes another user"
  need unshare setpriv dotnet python3 sshfs mkfs.ext4
  alone
fi
work=$2
trap stop_index EXIT

# --- the machine: a disk for the fleet's builder, one for this machine's user, the package

chmod 755 "$work"
disk fleet 2G
disk machine 2G
pack
fetch_uv
start_index

# The fleet's builder fills the hot cache, once.
cp -R "$here/python" "$work/fleet/python"
builder() { (cd "$work/fleet/python" && env -u UV_FIND_LINKS -u UV_OFFLINE UV_DEFAULT_INDEX="$index" UV_CACHE_DIR="$work/fleet/hot" "$uv/uv" "$@"); }
builder -q sync
rm -rf "$work/fleet/python/.venv"
stop_index
digest() { (cd "$work/fleet/hot" && find . -printf '%p %y %m %U %s %T@ %C@ %n %l\n' | sort | sha256sum); }
before=$(digest)

# dev COMMAND …: as this machine's user, in the checkout, without any index.
dev() {
  (
    cd "$work/machine/dev/shop"
    exec env -i HOME="$work/machine/dev" PATH="$uv:$(dirname "$(command -v dotnet)"):$(dirname "$(python3 -c 'import sys; print(sys.executable)')"):/usr/bin:/bin" LC_ALL=C.UTF-8 \
      UV_OFFLINE=1 UV_PYTHON_DOWNLOADS=never DOTNET_CLI_HOME="$work/machine/dev" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
      DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
      NUGET_PACKAGES="$work/machine/dev/packages" CACHETASKS_FEED="$work/feed" CacheTasksVersion="$version" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} \
      ${hot:+HotUvCache="$hot"} ${cache:+UV_CACHE_DIR="$cache"} \
      setpriv --reuid=4701 --regid=4700 --clear-groups -- "$@"
  )
}
hot='' cache=''
mkdir -p "$work/machine/dev/shop" "$work/mnt/hot" "$work/mnt/far"
cp -R "$here/app" "$here/python" "$here/nuget.config" "$here"/Directory.* "$work/machine/dev/shop"
rm -rf "$work/machine/dev/shop/app/bin" "$work/machine/dev/shop/app/obj" "$work/machine/dev/shop/python/.venv"
cp "$work/fleet/python/uv.lock" "$work/machine/dev/shop/python"
chown -R 4701:4700 "$work/machine/dev"
dev dotnet --version > /dev/null && dev python3 --version > /dev/null && dev uv --version > /dev/null || broken "another user cannot run dotnet, python3 and uv"
mount --bind "$work/fleet/hot" "$work/mnt/hot"
mount -o remount,bind,ro "$work/mnt/hot"

# --- before

say "Before: UV_CACHE_DIR=/mnt/hot, which is mounted read-only"
cache=$work/mnt/hot
code=0
(cd "$work" && dev sh -c 'cd python && uv sync --frozen') > "$work/out" 2>&1 || code=$?
quote cat "$work/out"
[ "$code" -eq 2 ] || broken "uv ends with exit code $code"
claim "uv ends with exit code 2: it must write to its cache."
cache=''

# --- after

# build NAME: builds the app, and checks what became of the environment.
build() {
  dev dotnet build app > "$work/$1.log" 2>&1 || broken "the build fails: $(cat "$work/$1.log")"
  grep '  CacheTasks  SyncPython' "$work/$1.log" | sed 's/^ */   | /'
  if grep -q 'CACHETASKS[0-9]\|Failed to hardlink\|warning' "$work/$1.log"; then broken "the build warns: $(cat "$work/$1.log")"; fi
}

say "After: the same mount as a CacheLayer"
hot=$work/mnt/hot
build first
grep -q 'CacheTasks  SyncPython  seeded [0-9]* packages' "$work/first.log" || broken "nothing was seeded: $(cat "$work/first.log")"
grep -Eq 'CacheTasks  SyncPython  [0-9,]+ (hard links|clones)' "$work/first.log" || broken "files were not linked: $(cat "$work/first.log")"
dev dotnet app/bin/Debug/net10.0/App.dll > "$work/out" || broken "the environment does not work"
claim "The program runs: $(cat "$work/out")"
build second
if grep -q 'seeded' "$work/second.log"; then broken "the second build seeds again: $(cat "$work/second.log")"; fi
claim "The second build seeds nothing."
dev rm -rf python/.venv
build third
grep -Eq 'CacheTasks  SyncPython  [0-9,]+ (hard links|clones)' "$work/third.log" || broken "the next environment is not linked: $(cat "$work/third.log")"
claim "The next environment is linked as well, without any index."
(cd "$work" && dev sh -c 'uv cache prune -q && cd python && uv sync -q --frozen && rm -rf .venv && uv cache clean -q')
[ "$before" = "$(digest)" ] || broken "the hot cache has changed"
claim "uv cache prune, uv cache clean: the hot cache is as it was."

say "The same over a network: sshfs, each answer 2 ms late"
# Newer ones refuse symlinks with '..' unless told, and uv's cache has them; older ones do not know the option.
options=ssh_command=$here/slow-sftp,ro,allow_other,default_permissions
sshfs -o "$options,no_contain_symlinks" "fleet:$work/fleet/hot" "$work/mnt/far" 2> /dev/null || sshfs -o "$options" "fleet:$work/fleet/hot" "$work/mnt/far"
dev rm -rf python/.venv
hot=$work/mnt/far
build far
grep -q 'CacheTasks  SyncPython  seeded [0-9]* packages.* by copy' "$work/far.log" || broken "nothing was copied: $(cat "$work/far.log")"
grep -Eq 'CacheTasks  SyncPython  [0-9,]+ (hard links|clones)' "$work/far.log" || broken "files were not linked: $(cat "$work/far.log")"
claim "Each file crosses the network once; environments are linked from then on."

say "The mount goes away while the machine works"
umount "$work/mnt/far"
dev rm -rf python/.venv
dev dotnet build app > "$work/gone.log" 2>&1 || broken "the build fails: $(cat "$work/gone.log")"
grep -o 'warning CACHETASKS3002: .*' "$work/gone.log" | sort -u | sed 's/^ */   | /'
grep -q 'CACHETASKS3002' "$work/gone.log" || broken "nothing is said: $(cat "$work/gone.log")"
claim "The build goes on with what the local cache has."
[ "$before" = "$(digest)" ] || broken "the hot cache has changed"
