#!/bin/sh
# A beamline's container: uv's cache on the volume, the environment in the container. Every install copies. Can the cache move into the
# container, and does the volume stay useful when the image goes from 1.12.1 to 1.12.2? Run it as root:
#
#     sudo sh samples/container-volume/story.sh
#
# The containers are overlays of this machine's own root, entered by chroot in a mount namespace of the script alone: nothing outside a
# temporary folder is changed. Each claim is checked; the exit code is 0 when all of them hold.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
. "$here/../telling.sh"
if [ "${1-}" != inside ]; then
  need_root "This mounts folders and enters other roots"
  need unshare chroot dotnet python3 mkfs.ext4 tar
  alone
fi
work=$2
trap stop_index EXIT

# --- the node's disk, the volume, an index, two images

chmod 755 "$work"
disk node 4G
disk volume 4G
pack
fetch_uv
start_index
plain_uv() { env -u UV_FIND_LINKS -u UV_OFFLINE -u UV_CACHE_DIR UV_DEFAULT_INDEX="$index" "$uv/uv" --cache-dir "$work/node/cache" "$@"; }

# The devices' source as its sdist has it, unpacked on the volume, where people change it.
if [ -d "${UV_FIND_LINKS-}" ]; then
  sdist=$(ls "$UV_FIND_LINKS"/dls_dodal-*.tar.gz)
else
  python3 -m pip download --quiet --no-deps --no-binary :all: --dest "$work/node" dls-dodal
  sdist=$(ls "$work"/node/dls_dodal-*.tar.gz)
fi
mkdir "$work/volume/dodal"
tar -xzf "$sdist" -C "$work/volume/dodal" --strip-components 1

# image VERSION [PACKAGE]: a layer above this machine's own files: the program, its requirements, uv; uv's cache is the volume's, as the chart says.
image() {
  mkdir -p "$work/node/image-$1/home/blueapi" "$work/node/image-$1/usr/local/bin" "$work/node/image-$1/etc/uv" "$work/node/image-$1/scratch"
  cp -R "$here/app" "$work/node/image-$1/app"
  rm -rf "$work/node/image-$1/app/bin" "$work/node/image-$1/app/obj"
  cp "$here/nuget.config" "$here"/Directory.* "$work/node/image-$1/app"
  cp -R "$work/feed" "$work/node/image-$1/feed"
  cp "$uv/uv" "$work/node/image-$1/usr/local/bin"
  echo 'cache-dir = "/scratch/uv-cache"' > "$work/node/image-$1/etc/uv/uv.toml"
  [ $# -eq 1 ] || echo "$2" >> "$work/node/image-$1/app/requirements.in"
  plain_uv pip compile -q --no-header --no-annotate --generate-hashes -o "$work/node/image-$1/app/requirements.txt" "$work/node/image-$1/app/requirements.in"
}
image 1.12.1
image 1.12.2 rich

# start VERSION: a container of that image, with the volume at /scratch and an environment of its own.
start() {
  container=$work/node/container-$1
  mkdir "$container" "$container/upper" "$container/work" "$container/root"
  mount -t overlay overlay -o "lowerdir=$work/node/image-$1:/,upperdir=$container/upper,workdir=$container/work" "$container/root"
  for folder in proc sys dev; do mount --rbind "/$folder" "$container/root/$folder"; done
  mount --bind "$work/volume" "$container/root/scratch"
  inside 'uv venv -q --clear /venv'
}
stop() {
  umount -R -l "$container/root"
  rm -rf "$container"
}
placement='' store=''

# inside SCRIPT: in the container, as it would be from outside: of this machine's environment nothing.
inside() {
  env -i HOME=/home/blueapi PATH="/usr/local/bin:$(dirname "$(command -v dotnet)"):/usr/bin:/bin:/usr/sbin:/sbin" LC_ALL=C.UTF-8 \
    ${index:+UV_DEFAULT_INDEX="$index"} ${offline:+UV_OFFLINE=1} UV_PYTHON_DOWNLOADS=never DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    NUGET_PACKAGES=/home/blueapi/packages CACHETASKS_FEED=/feed CacheTasksVersion="$version" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} \
    ${placement:+CachePlacement="$placement"} ${store:+UvStore="$store"} \
    chroot "$container/root" sh -euc "cd /app && $1"
}
offline=''
# build NAME [OPTION …]
build() {
  log=$work/$1.log
  shift
  inside "dotnet build $*" > "$log" 2>&1 || broken "the build fails: $(cat "$log")"
  # Once each: with more than the usual output MSBuild repeats warnings at the end.
  grep '  CacheTasks  InstallDevices\|warning CACHETASKS' "$log" | sed 's/^ *\([0-9:]*>\)\? */   | /' | awk '!said[$0]++'
}

# linked NAME: that build linked its environment, and neither uv nor CacheTasks warned.
linked() {
  grep -Eq 'CacheTasks  InstallDevices  [0-9,]+ hard links' "$work/$1.log" || broken "files were not linked: $(cat "$work/$1.log")"
  if grep -q 'warning' "$work/$1.log"; then broken "the build warns: $(cat "$work/$1.log")"; fi
}

# --- before

say "Before: image 1.12.1, uv's cache on the volume, the environment in the container"
start 1.12.1
inside 'VIRTUAL_ENV=/venv uv pip install --no-deps -r requirements.txt -e /scratch/dodal' > "$work/out" 2>&1 || broken "uv fails: $(cat "$work/out")"
grep -A 2 'warning' "$work/out" | sed 's/^ */   | /'
grep -q 'Failed to hardlink files; falling back to full copy' "$work/out" || broken "uv links: $(cat "$work/out")"
claim "Every install copies: $(inside 'du -sh /venv' | cut -f 1) for each environment."

say "The question: can the cache move into the container?"
fresh() { inside 'uv venv -q --clear /venv'; }
fresh
build keep -v:n
grep -q 'the cache stays at /scratch/uv-cache, which cannot be linked' "$work/keep.log" || broken "no conclusion: $(cat "$work/keep.log")"
grep -q 'goes with the container.*So the cache can move into the container' "$work/keep.log" || broken "no answer: $(cat "$work/keep.log")"
claim "Yes, but then it goes with the container; and it says how the volume stays useful."

say "So it moves: Placement=colocate, and what the volume has fills it"
placement=colocate store=/scratch/uv-cache
fresh
build colocate -v:n
linked colocate
claim "The environment is linked."
inside 'dotnet bin/Debug/net10.0/App.dll' > "$work/out" || broken "the environment does not work"
claim "The program runs: $(cat "$work/out")"

say "What the container's cache has got meanwhile goes to the volume"
cp "$work/node/image-1.12.2/app/requirements.txt" "$container/root/app"
build more
build promote -t:PromoteCache -p:CacheTasksPromoteTo=/scratch/uv-cache
grep -q 'promoted [0-9]* packages' "$work/promote.log" || broken "nothing was promoted: $(cat "$work/promote.log")"
claim "People work on with one package more, and the volume has it too."

say "Image 1.12.2: a new container, the same volume, no network"
stop
start 1.12.2
stop_index
offline=1
build next -v:n
grep -q 'seeded [0-9]* packages' "$work/next.log" || broken "nothing was seeded: $(cat "$work/next.log")"
linked next
inside 'dotnet bin/Debug/net10.0/App.dll' > "$work/out" || broken "the environment does not work"
claim "The environment is linked again, from a cache that the volume filled: $(cat "$work/out")"
