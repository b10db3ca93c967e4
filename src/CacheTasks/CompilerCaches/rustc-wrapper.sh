#!/bin/sh
# shellcheck disable=SC2154
# cargo calls this as RUSTC_WRAPPER: the compiler, then its arguments. It has sccache compile what can be cached, under names that are the same
# for every user and checkout, and lets the compiler itself do all else. Whatever goes wrong on the way, the compiler's own word is the last.
#
# $CACHETASKS_RUSTC is a folder of one step: settings (written by PrepareCompilerCache), off (nothing is cached any more), notes (read by VerifyCompilerCache).
[ "${1-}" != --cachetasks ] || { echo cachetasks; exit 0; }
folder=${CACHETASKS_RUSTC-}
{ [ -r "$folder/settings" ] && [ ! -e "$folder/off" ]; } || exec "$@"
# It sets sccache, view, cargo, target, source and hidden; shared() sets shared.
# shellcheck disable=SC1091
. "$folder/settings"

note() { echo "$*" >> "$folder/notes"; }

# --- what the call is: only these reasons keep a crate from being cached, and the list in docs/many-machines.md is this one

kind='' out='' crate='' suffix='' why='' last='' input='' list='' number=0 restore=restore messages=''
for argument do
  number=$((number + 1))
  list="$list \"\${$number}\""
  case $argument in
    -) why='standard input' ;;
    @*) why='response file' ;;
    incremental=* | -Cincremental=*) why=incremental ;;
    --test) why='test' ;;
    # The user's own would name paths that are not there any more.
    --remap-path-prefix*) why='remap-path-prefix' ;;
    # Bitcode alone does not show the texts that are in it.
    linker-plugin-lto* | -Clinker-plugin-lto*) restore='restore-strictly' ;;
    target-cpu=native | -Ctarget-cpu=native) why='target-cpu=native' ;;
    extra-filename=* | -Cextra-filename=*) suffix=${argument#*=} ;;
    --crate-type=*) kind="$kind ${argument#*=}" ;;
    --out-dir=*) out=${argument#*=} ;;
    --crate-name=*) crate=${argument#*=} ;;
    *)
      case $last in
        --crate-type) kind="$kind $argument" ;;
        --out-dir) out=$argument ;;
        --crate-name) crate=$argument ;;
        --extern | -L) ;;
        *) case $argument in *.rs) input=$argument list="${list% *} \"\$input\"" ;; esac ;;
      esac ;;
  esac
  last=$argument
done
# It makes another compiler of the same, which the hash does not see.
[ -z "${RUSTC_BOOTSTRAP-}" ] || why=RUSTC_BOOTSTRAP
# What asks the compiler for its version or its file names is no compilation.
{ [ -n "$crate" ] && [ "$crate" != ___ ] && [ -n "$out" ]; } || exec "$@"
case ${2-} in
  -* | *.rs) ;;
  *) why='workspace wrapper' ;;
esac
case $kind in
  ' lib' | ' rlib' | ' staticlib') ;;
  # Its code is part of what is hashed for the crates that use it, so it must not hold the paths of one user.
  ' proc-macro') [ -n "$why" ] || set -- "$@" "--remap-path-prefix=$cargo=/cachetasks/cargo" "--remap-path-prefix=$target=/cachetasks/target" "--remap-path-prefix=$source=/cachetasks/source"
    why=${why:-proc-macro} ;;
  *)
    why=${why:-${kind# }}
    why=${why:-no crate type} ;;
esac
[ -z "$why" ] || { note "not cacheable: $why"; exec "$@"; }

# --- the compilation, under shared names
#
# sccache hashes the paths of sources, of the current directory and in CARGO_… variables, so they must read the same everywhere: descriptor 9 is a
# folder with links to the checkout, CARGO_HOME and the target, /proc/self/fd/9 leads there in sccache and in the compiler that it starts.
# What the compiler writes into its output is mapped back by --remap-path-prefix: a path in the workspace is relative, as without all this.

# The current directory without symlinks, as sccache will know it.
{ cd -P . && shared "$PWD"; } || { note "outside: $PWD"; exec "$@"; }
root=$shared
# A path in the workspace is relative to it, as cargo has it; any other reads as it is for this user.
relative=''
case $input in
  /*) ! shared "$input" || input=$shared; messages=$folder/messages ;;
  *) input=$root/$input relative=yes ;;
esac
# What it prints is kept until it is known to be the last word. Its standard output goes where this one's goes.
{ errors=$(
  exec 9< "$folder/view" || exit 2
  # The job server's pipe may have this number; sccache makes one of its own.
  case ${CARGO_MAKEFLAGS-} in *[=,]9*) unset CARGO_MAKEFLAGS MAKEFLAGS ;; esac
  for name in CARGO_MANIFEST_DIR CARGO_MANIFEST_PATH CARGO_RUSTC_CURRENT_DIR OUT_DIR; do
    eval "value=\${$name-}"
    # shellcheck disable=SC2154,SC2163
    if [ -n "$value" ] && shared "$value"; then export "$name=$shared"; fi
  done
  # shellcheck disable=SC2086
  unset $hidden SCCACHE_LOG SCCACHE_ERROR_LOG SCCACHE_REDIS SCCACHE_REDIS_CLUSTER_ENDPOINTS
  export SCCACHE_CLIENT_SIDE=1
  cd / || exit 2
  eval "set -- $list"
  exec "$sccache" "$@" "--remap-path-prefix=$view-cargo=/cachetasks/cargo" "--remap-path-prefix=$view-target=/cachetasks/target" \
    "--remap-path-prefix=$view-source=/cachetasks/source" ${relative:+"--remap-path-prefix=$root="} 2>&1 >&8 8>&-
); } 8>&1
code=$?

# --- its result

depends=$out/$crate$suffix.d
# An rlib has the metadata in it.
for written in "$out/lib$crate$suffix.rlib" "$out/lib$crate$suffix.a" "$out/lib$crate$suffix.rmeta"; do
  [ ! -f "$written" ] || break
done
if [ "$code" -eq 0 ]; then
  # A path that the source itself makes a text of (env!("OUT_DIR")) would lead nowhere when the program runs, and a variable that was hidden
  # may be one that the source reads, which sed prints: such a crate is compiled once more, as it is.
  if LC_ALL=C grep -q -s -F -e "$view-" -e "$source/" "$written"; then
    # A macro that resolves symlinks gets this checkout's real path, which others now get too. What a build script made is hashed with its paths.
    if LC_ALL=C grep -q -s -F "$view-" "$written"; then
      code=path
    elif ! grep -q -s '^# env-dep:OUT_DIR' "$depends"; then
      note "leaks: $crate"
    fi
  fi
  if [ "$code" = 0 ] && [ -f "$depends" ]; then
    read=$(sed -E -i -f "$folder/$restore" "$depends") || code=dep-info
    [ -z "$read" ] || code=variable
  fi
fi
if [ "$code" = 0 ]; then
  if [ -n "$errors" ] && [ -n "$messages" ]; then
    printf '%s\n' "$errors" | sed -f "$messages" >&2
  elif [ -n "$errors" ]; then
    printf '%s\n' "$errors" >&2
  fi
  exit 0
fi
"$@"
own=$?
case $code in
  path | variable) note "own: $crate" ;;
  # Where the compiler fails as well it is the crate that is wrong.
  *) [ "$own" -ne 0 ] || { note "failed: $code $crate"; printf '%.2000s\n' "$errors" > "$folder/failure"; } ;;
esac
exit "$own"
