#!/bin/sh
# What a compiler cache costs and saves: whole builds of the quickstart's Rust workspace in release mode, in rounds of four, so that ratios are of one run:
# without a cache, filling it, on another "machine" (other HOME, CARGO_HOME, checkout, target, local directory), with a server that refuses.
#
#     sh tests/CacheTasks.Benchmarks/Sharing/measure.sh [ROUNDS]
#
# Needs dotnet, cargo, sccache, redis-server and redis-cli. Everything lies in a temporary folder that goes away.
set -eu

root=$(cd "$(dirname "$0")/../../.." && pwd -P)
here=$root/samples/fleet
. "$root/samples/telling.sh"
need dotnet cargo rustc cc sccache redis-server redis-cli python3
rounds=${1:-3}
work=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
end() {
  redis-cli -p "$port" shutdown nosave > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

pack
redis-server --port "$port" --bind 127.0.0.1 --dir "$work" --save '' --daemonize yes > /dev/null
rustup=${RUSTUP_HOME:-$HOME/.rustup}
(cd "$root/samples/quickstart/native" && cargo vendor --locked --respect-source-config "$work/crates" > /dev/null 2>&1)
install -d -m 1777 "$work/target"
for machine in one two; do
  mkdir -p "$work/$machine/home/cargo" "$work/$machine/checkout/.git"
  cp -R "$here/app" "$here/nuget.config" "$here"/Directory.* "$root/samples/quickstart/native" "$work/$machine/checkout"
  rm -rf "$work/$machine/checkout/native/target" "$work/$machine/checkout/app/bin" "$work/$machine/checkout/app/obj"
  # The step alone: what the fleet's program does with its result is not measured.
  sed -i '/<Target Name="TakeReport"/,/<\/Target>/d' "$work/$machine/checkout/app/App.csproj"
  cp -R "$work/crates" "$work/$machine/home/cargo/crates"
  printf '[source.crates-io]\nreplace-with = "crates"\n[source.crates]\ndirectory = "%s"\n' "$work/$machine/home/cargo/crates" > "$work/$machine/home/cargo/config.toml"
done

# build MACHINE CACHE: milliseconds of a build from nothing.
build() {
  rm -rf "$work/target"/* "$work/$1/home/.cache"
  begun=$(date +%s%N)
  (
    cd "$work/$1/checkout"
    env CI=true HOME="$work/$1/home" RUSTUP_HOME="$rustup" CARGO_HOME="$work/$1/home/cargo" CARGO_NET_OFFLINE=true XDG_RUNTIME_DIR="$work/$1/home" SCCACHE_IDLE_TIMEOUT=60 \
      NUGET_PACKAGES="$work/packages" CACHETASKS_FEED="$work/feed" CacheTasksVersion="$version" CacheTasksSharedRoot="$work/target" CacheTasksCompilerCache="$2" \
      dotnet build app -nologo -tl:off
  ) > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  echo $((($(date +%s%N) - begun) / 1000000))
}

chmod 700 "$work/one/home" "$work/two/home"
build one off > /dev/null
echo 'without  filling  another  refused  (ms; of a build without)'
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  redis-cli -p "$port" flushall > /dev/null
  without=$(build one off) filling=$(build one "redis://127.0.0.1:$port") another=$(build two "redis://127.0.0.1:$port")
  found=$(grep -o '[0-9]* of [0-9]* found' "$work/log")
  refused=$(build one redis://127.0.0.1:1)
  awk -v a="$without" -v b="$filling" -v c="$another" -v d="$refused" -v f="$found" 'BEGIN { printf "%7d  %7d  %7d  %7d  (1; %.2f; %.2f, %s; %.2f)\n", a, b, c, d, b / a, c / a, f, d / a }'
done
redis-cli -p "$port" info memory | grep used_memory_human
