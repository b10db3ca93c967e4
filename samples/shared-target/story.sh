#!/bin/sh
# Two people of one machine share cargo's target directory: what goes wrong, and what CacheTasks makes of it. Run it as root:
#
#     sudo sh samples/shared-target/story.sh
#
# It becomes two users for real, by ID, in a mount namespace of its own: no account is made, and nothing outside a temporary
# folder is changed. Each claim is checked; the exit code is 0 when all of them hold.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/../telling.sh"
if [ "${1-}" != inside ]; then
  need_root "This becomes two other users"
  need unshare setpriv dotnet cargo rustc cc
  sysroot=$(rustc --print sysroot)
  alone "$sysroot"
fi
work=$2 sysroot=$3

# --- the machine: two users of one team, a toolchain that both can read, the package

chmod 755 "$work"
mkdir "$work/toolchain"
mount --bind "$sysroot" "$work/toolchain"
{ cat /etc/passwd; echo "ann:x:4701:4700::$work/ann:/bin/sh"; echo "ben:x:4702:4700::$work/ben:/bin/sh"; } > "$work/passwd"
chmod 644 "$work/passwd"
mount --bind "$work/passwd" /etc/passwd

pack

# ann 022 COMMAND …: as that user with that umask, in the user's checkout, with nothing of root's environment.
ann() { as ann 4701 "$@"; }
ben() { as ben 4702 "$@"; }
as() {
  who=$1 id=$2 mask=$3
  shift 3
  (
    cd "$work/$who/shop"
    umask "$mask"
    exec env -i HOME="$work/$who" PATH="$work/toolchain/bin:$(dirname "$(command -v dotnet)"):/usr/local/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 \
      CARGO_NET_OFFLINE=true CARGO_TERM_COLOR=never DOTNET_CLI_HOME="$work/$who" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
      DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
      NUGET_PACKAGES="$work/$who/packages" CACHETASKS_FEED="$work/feed" CacheTasksVersion="$version" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} \
      ${target:+CARGO_TARGET_DIR="$target"} ${root:+CacheTasksSharedRoot="$root"} \
      setpriv --reuid="$id" --regid=4700 --clear-groups -- "$@"
  )
}
target='' root=''

# Two checkouts of one repository, which differ in one line.
for who in ann ben; do
  mkdir -p "$work/$who/shop"
  cp -R "$here/app" "$here/native" "$here/nuget.config" "$here"/Directory.* "$work/$who/shop"
  rm -rf "$work/$who/shop/app/bin" "$work/$who/shop/app/obj" "$work/$who/shop/native/target"
  mkdir "$work/$who/shop/.git"
  sed -i "s/nobody/$who/" "$work/$who/shop/native/greeting/src/lib.rs"
done
chown -R 4701:4700 "$work/ann"
chown -R 4702:4700 "$work/ben"
ann 022 cargo --version > /dev/null && ann 022 dotnet --version > /dev/null || broken "another user cannot run $(command -v dotnet)"

# --- before

target=$work/before
say "Before: CARGO_TARGET_DIR=$target for all, a folder that the team may write (mode 2775)"
install -d -m 2775 -g 4700 "$target"
ann 022 cargo run --manifest-path native/Cargo.toml > "$work/out" 2> "$work/errors" || broken "ann's build fails: $(cat "$work/errors")"
claim "ann builds and runs: $(cat "$work/out")"
code=0
ben 022 cargo build --manifest-path native/Cargo.toml > "$work/out" 2>&1 || code=$?
sed 's/^/   | /' "$work/out"
[ "$code" -eq 101 ] && grep -q 'Permission denied (os error 13)' "$work/out" || broken "ben's build ends with exit code $code"
claim "ben's build ends with exit code 101."

say "The usual cure: umask 002, so that both may write everything"
target=$work/before-002
install -d -m 2775 -g 4700 "$target"
ann 002 cargo run --manifest-path native/Cargo.toml > "$work/out" 2> "$work/errors" || broken "ann's build fails: $(cat "$work/errors")"
claim "ann runs: $(cat "$work/out")"
ben 002 cargo run --manifest-path native/Cargo.toml > "$work/out" 2> "$work/errors" || broken "ben's build fails: $(cat "$work/errors")"
claim "ben runs: $(cat "$work/out")"
grep -q "ann's checkout" "$work/out" || broken "ben gets his own program"
claim "That is ann's program: cargo's names ignore where a checkout lies."

# --- after

target='' root=$work/target
say "After: CacheTasksSharedRoot=$root, made once as for /tmp (mode 1777)"
install -d -m 1777 "$root"
ann 022 dotnet build app > "$work/ann.log" 2>&1 &
first=$!
ben 022 dotnet build app > "$work/ben.log" 2>&1 &
second=$!
wait "$first" || broken "ann's build fails: $(cat "$work/ann.log")"
wait "$second" || broken "ben's build fails: $(cat "$work/ben.log")"
claim "Both build at once:"
for who in ann ben; do
  grep '  CacheTasks  BuildNative' "$work/$who.log" | sed 's/^ */   | /'
  grep -q "CacheTasks  BuildNative .*$root/u470[12]-$who/shop-[0-9]*: private" "$work/$who.log" || broken "$who's target is not private: $(cat "$work/$who.log")"
done
[ -z "$(find "$root" -mindepth 1 -maxdepth 2 -type d ! -perm 700)" ] || broken "a directory can be entered by others"
claim "Each has a directory that nobody else can enter (mode 0700)."
for who in ann ben; do
  "$who" 022 dotnet app/bin/Debug/net10.0/App.dll > "$work/out"
  claim "$who runs: $(cat "$work/out")"
  grep -q "$who's checkout" "$work/out" || broken "$who gets another program"
done
for who in ann ben; do
  "$who" 022 dotnet build app > "$work/$who.log" 2>&1 || broken "$who's second build fails: $(cat "$work/$who.log")"
  grep -q 'Compiling' "$work/$who.log" && broken "$who's second build compiles again: $(cat "$work/$who.log")"
  grep -q 'Finished' "$work/$who.log" || broken "cargo did not run: $(cat "$work/$who.log")"
done
claim "A second build compiles nothing."

say "By hand: the function that -t:WriteCacheProfile writes for shells"
ann 022 dotnet build app -t:WriteCacheProfile > "$work/ann.log" 2>&1 || broken "no profile: $(cat "$work/ann.log")"
# The text is for the inner shell.
# shellcheck disable=SC2016
ann 022 sh -c '. app/obj/cachetasks/cachetasks.sh; cd native; cargo run' > "$work/out" 2> "$work/errors" || broken "ann's cargo run fails: $(cat "$work/errors")"
claim "ann runs: $(cat "$work/out")"
grep -q 'Compiling' "$work/errors" && broken "it compiles again: $(cat "$work/errors")"
[ ! -e "$work/ann/shop/native/target" ] || broken "it used another target"
claim "The same directory: nothing was compiled."
