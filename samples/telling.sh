# For the stories of the samples, which source it: how they speak, the package as it is packed, uv, a package index.
# They set $here (the sample's folder) and $work (a temporary folder) before they call anything here.

say() { printf '\n== %s\n' "$*"; }
claim() { printf '   %s\n' "$*"; }
broken() { printf 'NOT SO: %s\n' "$*" >&2; exit 1; }

# quote COMMAND …: what it prints, as a quotation.
quote() { "$@" | sed 's/^ */   | /'; }

# need_root and need TOOL …: before anything is changed.
need_root() { [ "$(id -u)" -eq 0 ] || { echo "$1, so it needs root: sudo sh $0" >&2; exit 2; }; }
need() {
  for tool in "$@"; do
    command -v "$tool" > /dev/null || { echo "$tool is needed and not found in PATH." >&2; exit 2; }
  done
}

# alone [ARGUMENT …]: runs the story once more, with "inside", a temporary folder that goes away, and the arguments, in a mount namespace of its own.
alone() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  unshare --mount --propagation private sh "$here/story.sh" inside "$work" "$@"
  exit
}

# disk NAME SIZE: a filesystem of its own at $work/NAME.
disk() {
  truncate -s "$2" "$work/$1.img"
  mkfs.ext4 -q "$work/$1.img"
  mkdir "$work/$1"
  mount -o loop "$work/$1.img" "$work/$1"
}

# pack: leaves the package in $work/feed and its version, which no build has seen before, in $version. STORY_FEED: a folder where it
# has been packed already.
pack() {
  mkdir -p "$work/feed"
  if [ -n "${STORY_FEED-}" ]; then
    cp "$STORY_FEED"/CacheTasks.*.nupkg "$work/feed"
  else
    echo "Packing CacheTasks"
    dotnet pack "$here/../../src/CacheTasks" -c Release -o "$work/feed" --artifacts-path "$work/pack" -p:UseArtifactsOutput=true \
      -p:PackageVersion="0.1.0-story.$(date +%Y%m%d%H%M%S)" -nr:false -tl:off -nologo -v:q
  fi
  version=$(cd "$work/feed" && ls CacheTasks.*.nupkg)
  version=${version#CacheTasks.}
  version=${version%.nupkg}
}

# fetch_uv: leaves the folder of uv in $uv: that of PATH, else one that pip fetches.
fetch_uv() {
  if command -v uv > /dev/null; then
    uv=$(dirname "$(command -v uv)")
  else
    echo "Fetching uv with pip, as PATH has none"
    python3 -m pip install --quiet --root-user-action=ignore --target "$work/uv" uv
    uv=$work/uv/bin
  fi
}

# start_index: leaves the address of a package index in $index and its process in $index_process. Where UV_FIND_LINKS names a
# folder of wheels, that is served on this machine; else it is the public index, and there is no process.
start_index() {
  index=${UV_DEFAULT_INDEX:-https://pypi.org/simple} index_process=''
  if [ -d "${UV_FIND_LINKS-}" ]; then
    python3 "$here/../index.py" "$UV_FIND_LINKS" > "$work/index" &
    index_process=$!
    while [ ! -s "$work/index" ]; do sleep 0.1; done
    index=$(cat "$work/index")
  fi
}

stop_index() {
  if [ -n "${index_process-}" ]; then
    kill "$index_process" && wait "$index_process" 2> /dev/null || true
  fi
  index_process=''
}
