#!/usr/bin/env bash
# machine.sh SECONDS TOOLS WORK DOTNET SHARE SCRIPT [FILE...]: boots a virtual machine that runs SCRIPT, for SECONDS at most, and prints what it left in /out/rows.
# TOOLS holds mkvm.sh and runvm.sh. The machine is built once in WORK, of packages, and anew when mkvm.sh has changed. DOTNET is seen inside at
# /ro, SHARE over 9p. Everything else goes to standard error; a run whose caller was killed ends with it and is removed.
set -euo pipefail
limit=$1 tools=$2 work=$3 dotnet=$4 share=$5 script=$6
shift 6
owner=$PPID
mkdir -p "$work"

build() {
  local stamp
  stamp=$(sha256sum < "$tools/mkvm.sh")
  [ "$(cat "$work/built" 2> /dev/null)" = "$stamp" ] && return
  rm -rf "${work:?}"/root "$work"/deb "$work"/vmlinuz-* "$work"/built
  VM_WORK=$work bash "$tools/mkvm.sh" >&2 || return
  rm -rf "$work/root" "$work/deb"
  echo "$stamp" > "$work/built"
}
exec 9> "$work/lock"
flock 9
build || exit 69 # EX_UNAVAILABLE of sysexits.h
exec 9>&-

# Each run has a folder of its own, so that several do not meet; that of a killed one goes now.
for old in "$work"/run-*; do
  [ ! -d "$old" ] || [ -d "/proc/${old##*-}" ] || rm -rf "$old"
done
run=$work/run-$$
mkdir "$run"
ln -s "$work"/vmlinuz-default "$work"/initrd-default "$work"/root.ext4 "$run"

# A session of its own: its processes can then be told from all others. Beyond the script's time there is some to boot and to bring the results.
# The other tests, one at a time, take longest: beside them this takes what is left of the processors.
OUT=$run/out VM_WORK=$run VM_RO=$dotnet VM_SHARE=$share VM_TIMEOUT=$((limit + 180)) VM_ARGS=$limit nice -n 10 setsid bash "$tools/runvm.sh" "$script" "$@" >&2 &
machine=$!
end() {
  # cat goes on where a process has ended meanwhile; awk would stop.
  { cat /proc/[0-9]*/stat 2> /dev/null || true; } | awk -v session="$machine" '$6 == session { print $1 }' | xargs -r kill -KILL 2> /dev/null || true
  rm -rf "$run"
}
trap end EXIT
trap 'exit 143' INT TERM HUP
while kill -0 "$machine" 2> /dev/null; do
  kill -0 "$owner" 2> /dev/null || exit 1
  sleep 0.5
done
wait "$machine" || echo "the machine ended with $?" >&2
rm -rf "$work/last"
cp -r "$run/out" "$work/last" # for whoever wants to see what the tests said inside
cat "$run/out/rows"
