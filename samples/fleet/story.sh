#!/bin/sh
# Two people with two checkouts each, every one a machine of its own, share what cargo compiled through a real Redis. Run it as root:
#
#     sudo sh samples/fleet/story.sh
#
# It becomes two users for real, by ID, in a mount namespace of its own: no account is made, and nothing outside a temporary
# folder is changed. Servers listen on this machine alone and end with the story. Each claim is checked; the exit code is 0 when all of them hold.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/../telling.sh"
if [ "${1-}" != inside ]; then
  need_root "This becomes two other users"
  need unshare setpriv dotnet cargo rustc cc sccache redis-server redis-cli openssl nginx python3
  sysroot=$(rustc --print sysroot)
  alone "$sysroot" "$(command -v sccache)"
fi
work=$2 sysroot=$3 sccache=$4

# --- the machines: two users, a toolchain that both can read, crates for each of them alone, the package

chmod 755 "$work"
mkdir "$work/toolchain" "$work/bin" "$work/servers"
mount --bind "$sysroot" "$work/toolchain"
cp -L "$sccache" "$work/bin/sccache"
chmod 755 "$work/bin/sccache"
{ cat /etc/passwd; echo "ann:x:4701:4701::$work/ann:/bin/sh"; echo "ben:x:4702:4702::$work/ben:/bin/sh"; } > "$work/passwd"
chmod 644 "$work/passwd"
mount --bind "$work/passwd" /etc/passwd
pack

(cd "$here/native" && cargo vendor --locked --respect-source-config "$work/crates" > /dev/null 2> "$work/errors") || broken "no crates: $(cat "$work/errors")"

# machine USER ID CHECKOUT: a checkout, and that user's CARGO_HOME with crates of its own.
machine() {
  mkdir -p "$work/$1/$3/.git" "$work/$1/run"
  cp -R "$here/app" "$here/native" "$here/nuget.config" "$here"/Directory.* "$work/$1/$3"
  rm -rf "$work/$1/$3/app/bin" "$work/$1/$3/app/obj" "$work/$1/$3/native/target"
  if [ ! -d "$work/$1/cargo" ]; then
    mkdir "$work/$1/cargo"
    cp -R "$work/crates" "$work/$1/cargo/crates"
    printf '[source.crates-io]\nreplace-with = "crates"\n[source.crates]\ndirectory = "%s"\n' "$work/$1/cargo/crates" > "$work/$1/cargo/config.toml"
  fi
  chown -R "$2:$2" "$work/$1"
  chmod 700 "$work/$1" "$work/$1/run"
}
machine ann 4701 one
machine ann 4701 two
machine ben 4702 one
machine ben 4702 two
install -d -m 1777 "$work/target"

# on USER CHECKOUT COMMAND …: on that machine, with a cache directory of the machine alone, and with nothing of root's environment.
on() {
  who=$1 checkout=$2
  shift 2
  case $who in ann) id=4701 ;; *) id=4702 ;; esac
  (
    cd "$work/$who/$checkout"
    exec env -i HOME="$work/$who" PATH="$work/bin:$work/toolchain/bin:$(dirname "$(command -v dotnet)"):/usr/local/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 TMPDIR="$work/$who/run" CI=true \
      XDG_RUNTIME_DIR="$work/$who/run" XDG_CACHE_HOME="$work/$who/cache-$checkout" CARGO_HOME="$work/$who/cargo" CARGO_NET_OFFLINE=true CARGO_TERM_COLOR=never \
      DOTNET_CLI_HOME="$work/$who" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false \
      DOTNET_GENERATE_ASPNET_CERTIFICATE=false NUGET_PACKAGES="$work/$who/packages" CACHETASKS_FEED="$work/feed" CacheTasksVersion="$version" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} \
      CacheTasksSharedRoot="$work/target" ${cache:+CacheTasksCompilerCache="$cache"} ${password:+SCCACHE_REDIS_PASSWORD="$password"} ${unsigned:+SCCACHE_S3_NO_CREDENTIALS=true} ${trust:+SSL_CERT_FILE="$trust"} \
      setpriv --reuid="$id" --regid="$id" --clear-groups -- "$@"
  )
}
cache='' password='' unsigned='' trust=''

# build USER CHECKOUT: from nothing that this machine has built; the log is $log.
build() {
  rm -rf "$work/target/u470"*"-$1/$2-"* "$work/$1/cache-$2" "$work/$1/$2/app/bin" "$work/$1/$2/app/obj"
  log=$work/$1-$2.log
  on "$1" "$2" dotnet build app -nologo -tl:off > "$log" 2>&1 || broken "the build of $1 in $2 fails: $(cat "$log")"
  [ "$(on "$1" "$2" dotnet app/bin/Debug/net10.0/App.dll)" = "$expected" ] || broken "$1 gets another program in $2"
}
expected='north: 4.5 kW
south: 4.5 kW'

# said: the line of the compiler cache in the last build. found: the percentage in it.
said() { grep -o 'compiler cache .*' "$log" | sed 's/^/   | /'; }
found() { sed -n 's/.*compiler cache [^ ]*.*: [0-9]* of [0-9]* found (\([0-9]*\) %).*/\1/p' "$log"; }
warned() { grep -q "warning CACHETASKS$1: " "$log" || broken "no warning $1: $(cat "$log")"; grep -o "warning CACHETASKS$1: .*" "$log" | sed 's/ \[.*//; s/^/   | /' | head -1; }
silent() { ! grep -q 'warning CACHETASKS' "$log" || broken "a warning: $(cat "$log")"; }

# redis [OPTION …]: a server of its own, on port $port.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis() {
  redis-server --port "$port" --bind 127.0.0.1 --dir "$work/servers" --save '' --daemonize yes "$@" > /dev/null
  tries=0
  until redis-cli -p "$port" ping > /dev/null 2>&1; do tries=$((tries + 1)); [ "$tries" -lt 100 ] || broken "Redis does not start"; sleep 0.1; done
}
stop_redis() { redis-cli -p "$port" ${1:+-a "$1" --no-auth-warning} shutdown nosave > /dev/null 2>&1 || true; }
slow='' breaking=''
end() {
  [ -z "$breaking" ] || kill "$breaking" 2> /dev/null || true
  stop_redis
  stop_redis right-word
  [ -z "$slow" ] || kill "$slow" 2> /dev/null || true
  [ ! -f "$work/servers/nginx.pid" ] || nginx -c "$work/servers/nginx.conf" -s stop 2> /dev/null || true
  # The daemons of sccache would wait ten minutes for more work.
  pkill -u 4701,4702 -x sccache || true
}
trap end EXIT

# --- before

say "Before: RUSTC_WRAPPER=sccache for all, private target directories, one Redis at redis://127.0.0.1:$port"
redis
plain() {
  on "$1" one env RUSTC_WRAPPER=sccache SCCACHE_SERVER_UDS="$work/$1/run/plain" SCCACHE_REDIS_ENDPOINT="redis://127.0.0.1:$port" CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$work/target/plain-$1" \
    sh -c 'cargo build --release --locked --manifest-path native/Cargo.toml && sccache --show-stats --stats-format json' > "$work/out" 2> "$work/errors" || broken "$1's build fails: $(cat "$work/errors")"
  python3 -c 'import json, sys; stats = json.loads(sys.stdin.read())["stats"]; print(sum(stats["cache_hits"]["counts"].values()), "of", sum(stats["cache_hits"]["counts"].values()) + sum(stats["cache_misses"]["counts"].values()))' < "$work/out"
}
claim "ann builds, from the cache: $(plain ann)"
second=$(plain ben)
claim "ben builds, from the cache: $second"
case $second in "0 of "*) ;; *) broken "ben finds $second" ;; esac
claim "sccache hashes where sources, CARGO_HOME and the target lie, and these differ."
redis-cli -p "$port" flushall > /dev/null

# --- after

cache=redis://127.0.0.1:$port
say "After: CacheTasksSharedRoot=$work/target, CacheTasksCompilerCache=$cache, and the item in App.csproj"
build ann one
silent
said
[ "$(found)" -eq 0 ] || broken "an empty cache has something"
for machine in 'ann two' 'ben one' 'ben two'; do
  # shellcheck disable=SC2086
  build $machine
  silent
  said
  [ "$(found)" -ge 90 ] || broken "the machine '$machine' finds $(found) %"
done
claim "ann's other checkout and ben's two find at least 90 % of what can be cached, and run the program."
on ben two dotnet build app -nologo -tl:off > "$log" 2>&1 || broken "the second build fails: $(cat "$log")"
! grep -q Compiling "$log" || broken "a second build compiles again: $(cat "$log")"
claim "A second build compiles nothing."

# --- what can go wrong

say "Redis is killed in the middle of a build, and started again"
redis-cli -p "$port" flushall > /dev/null
rm -f "$work/ann-one.log"
(
  tries=0
  until grep -q 'Compiling serde' "$work/ann-one.log" 2> /dev/null; do tries=$((tries + 1)); [ "$tries" -lt 600 ] || exit 1; sleep 0.1; done
  stop_redis
  # Crates were still to be compiled then.
  ! grep -q Finished "$work/ann-one.log" || exit 1
  sleep 3
  redis
) &
breaking=$!
build ann one
wait "$breaking" || broken "Redis was not killed in the middle"
breaking=''
claim "The build succeeds."

say "Redis is full: maxmemory, and nothing may go"
build ann two
redis-cli -p "$port" config set maxmemory 1 > /dev/null
redis-cli -p "$port" config set maxmemory-policy noeviction > /dev/null
build ben one
warned 5001
[ "$(found)" -ge 90 ] || broken "what a full Redis has is not used: $(found) %"
claim "What it has is used all the same."
redis-cli -p "$port" config set maxmemory 0 > /dev/null

say "Redis is slow: each answer 0.2 s late"
slow_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 "$here/slow.py" "$slow_port" "$port" 200 &
slow=$!
until redis-cli -p "$slow_port" ping > /dev/null 2>&1; do sleep 0.1; done
cache=redis://127.0.0.1:$slow_port
build ben two
said
[ "$(found)" -ge 90 ] || broken "from a slow Redis $(found) % is found"
kill "$slow"
slow=''

say "Redis is away"
build ben two
warned 5001
claim "The build does without."

say "Redis wants a password, and has another"
stop_redis
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/servers/authority.key" -out "$work/servers/authority.crt" -days 2 -subj "/CN=the authority of this story" 2> "$work/errors" || broken "no authority: $(cat "$work/errors")"
openssl req -newkey rsa:2048 -nodes -keyout "$work/servers/redis.key" -subj /CN=localhost -addext subjectAltName=DNS:localhost 2> "$work/errors" |
  openssl x509 -req -copy_extensions copy -CA "$work/servers/authority.crt" -CAkey "$work/servers/authority.key" -set_serial 1 -out "$work/servers/redis.crt" -days 2 2> "$work/errors" || broken "no certificate: $(cat "$work/errors")"
tls_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis --requirepass right-word --tls-port "$tls_port" --tls-cert-file "$work/servers/redis.crt" --tls-key-file "$work/servers/redis.key" --tls-ca-cert-file "$work/servers/authority.crt" --tls-auth-clients no
cache=redis://127.0.0.1:$port password=wrong-word
build ben two
warned 5001
password=right-word
build ben two
silent
! grep -rqs -D skip -e wrong-word -e right-word "$work"/*.log "$work/ben/two/app/obj" "$work/ben/run" || broken "the password is written somewhere"
claim "With the right one there is no warning; neither is written anywhere."

say "The same Redis behind TLS, its certificate signed by an authority of one's own"
cache=rediss://localhost:$tls_port
build ben one
warned 5001
trust=$work/servers/authority.crt
build ben one
silent
said
[ "$(found)" -ge 90 ] || broken "behind TLS $(found) % is found"
claim "Who trusts the authority (SSL_CERT_FILE, or the system's certificates) uses it."
trust=''
stop_redis right-word
password=''

# --- another kind of server

say "nginx as back end: files by PUT and GET, spoken to as S3"
web_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$work/servers/files" "$work/servers/files/crates"
cat > "$work/servers/nginx.conf" << END
user root;
pid $work/servers/nginx.pid;
error_log $work/servers/nginx.log;
events {}
http {
  access_log off;
  client_body_temp_path $work/servers/body;
  proxy_temp_path $work/servers/proxy;
  fastcgi_temp_path $work/servers/fastcgi;
  uwsgi_temp_path $work/servers/uwsgi;
  scgi_temp_path $work/servers/scgi;
  server {
    listen 127.0.0.1:$web_port;
    root $work/servers/files;
    client_max_body_size 0;
    # sccache tries whether it may write by a file that it replaces; nginx says 204 then, which sccache takes for no.
    location ~ /\\.sccache_check\$ { return 200; }
    location / { dav_methods PUT DELETE MKCOL COPY MOVE; create_full_put_path on; }
  }
}
END
nginx -c "$work/servers/nginx.conf" 2> "$work/errors" || broken "nginx does not start: $(cat "$work/errors")"
cache="s3://crates/shared?endpoint=http://127.0.0.1:$web_port&region=auto" unsigned=yes
build ann one
build ben one
silent
said
[ "$(found)" -ge 90 ] || broken "from nginx $(found) % is found"

say "The same server by WebDAV"
cache=webdav+http://127.0.0.1:$web_port/webdav/ unsigned=''
if sccache --help | grep -q 'WebDAV: *true'; then
  build ann one
  build ben one
  silent
  said
  [ "$(found)" -ge 90 ] || broken "by WebDAV $(found) % is found"
else
  build ben one
  warned 5004
  claim "This sccache was built without WebDAV, which is said, and the build does without."
fi
