#!/bin/sh
# shellcheck disable=SC2154
# cargo calls this as RUSTC_WRAPPER: the compiler, then its arguments. It has sccache compile what can be cached, under names that are the same
# for every user and checkout, and lets the compiler itself do all else. Whatever goes wrong on the way, the compiler's own word is the last.
#
# $CACHETASKS_RUSTC is a folder of one step: settings (written by PrepareCompilerCache), off (nothing is cached any more), notes (read by VerifyCompilerCache).
# A name that the environment has would be changed for the compiler too, so all names here begin with _ct_.
[ "${1-}" != --cachetasks ] || { echo cachetasks; exit 0; }
_ct_folder=${CACHETASKS_RUSTC-}
{ [ -n "$_ct_folder" ] && [ -f "$_ct_folder/settings" ] && [ ! -e "$_ct_folder/off" ]; } || exec "$@"
# It sets _ct_sccache, _ct_view, _ct_cargo, _ct_target, _ct_source, _ct_hidden and _ct_open; shared() sets _ct_shared; holds_any() and holds_new() look for paths.
# shellcheck disable=SC1091
. "$_ct_folder/settings"

note() { printf '%s\n' "$*" >> "$_ct_folder/notes"; } 2> /dev/null

# --- what the call is: only these reasons keep a crate from being cached, and the list in docs/many-machines.md is this one

_ct_kind='' _ct_out='' _ct_crate='' _ct_suffix='' _ct_why='' _ct_last='' _ct_input='' _ct_list='' _ct_native='' _ct_extern='' _ct_bitcode='' _ct_macro='' _ct_number=0
for _ct_argument do
  _ct_number=$((_ct_number + 1))
  _ct_list="$_ct_list \"\${$_ct_number}\"" _ct_option=''
  case $_ct_argument in
    -) _ct_why='standard input' ;;
    @*) _ct_why='response file' ;;
    --test) _ct_why='test' ;;
    # The user's own would name paths that are not there any more.
    --remap-path-prefix*) _ct_why='remap-path-prefix' ;;
    --codegen=*) _ct_option=${_ct_argument#--codegen=} ;;
    -Ldependency=/* | -Lcrate=/* | -Lframework=/*) ;;
    -L/* | -L*=/*) _ct_native="$_ct_native \"\${$_ct_number}\"" ;;
    -L?*) _ct_why='relative path' ;;
    -C?*) _ct_option=${_ct_argument#-C} ;;
    --crate-type=*) _ct_kind="$_ct_kind ${_ct_argument#*=}" ;;
    --out-dir=*) _ct_out=${_ct_argument#*=} ;;
    --crate-name=*) _ct_crate=${_ct_argument#*=} ;;
    --extern=*.so) _ct_macro=yes ;;
    --extern=*=/*) _ct_extern="$_ct_extern \"\${$_ct_number}\"" ;;
    *)
      case $_ct_last in
        -C | --codegen) _ct_option=$_ct_argument ;;
        --crate-type) _ct_kind="$_ct_kind $_ct_argument" ;;
        --out-dir) _ct_out=$_ct_argument ;;
        --crate-name) _ct_crate=$_ct_argument ;;
        --extern) case $_ct_argument in *.so) _ct_macro=yes ;; *=/*) _ct_extern="$_ct_extern \"\${$_ct_number}\"" ;; esac ;;
        -L)
          case $_ct_argument in
            dependency=/* | crate=/* | framework=/*) ;;
            /* | *=/*) _ct_native="$_ct_native \"\${$_ct_number}\"" ;;
            # sccache runs in another folder.
            *) _ct_why='relative path' ;;
          esac ;;
        *) case $_ct_argument in *.rs) _ct_input=$_ct_argument _ct_list="${_ct_list% *} \"\$_ct_input\"" ;; esac ;;
      esac ;;
  esac
  case $_ct_option in
    '') ;;
    incremental=*) _ct_why=incremental ;;
    target-cpu=native) _ct_why='target-cpu=native' ;;
    # Its table of files has the current directory in it.
    instrument-coverage*) _ct_why='instrument-coverage' ;;
    # Files that sccache does not know of.
    split-debuginfo=unpacked) _ct_why='split-debuginfo' ;;
    # Bitcode alone does not show the texts that are in it.
    linker-plugin-lto*) _ct_bitcode=yes ;;
    extra-filename=*) _ct_suffix=${_ct_option#*=} ;;
  esac
  _ct_last=$_ct_argument
done
# It makes another compiler of the same, which the hash does not see.
[ -z "${RUSTC_BOOTSTRAP-}" ] || _ct_why=RUSTC_BOOTSTRAP
# A macro may have made a text of a path, which says nothing in the dep-info file.
case $_ct_bitcode$_ct_macro$_ct_input in yesyes/*) ;; yesyes*) _ct_why='lto with macros' ;; esac
# What asks the compiler for its version or its file names is no compilation.
{ [ -n "$_ct_crate" ] && [ "$_ct_crate" != ___ ] && [ -n "$_ct_out" ]; } || exec "$@"
case ${2-} in
  -* | *.rs) ;;
  *) _ct_why='workspace wrapper' ;;
esac
[ -n "$_ct_input" ] || _ct_why=${_ct_why:-'name of the source'}
case $_ct_kind in
  ' lib' | ' rlib') ;;
  # Its code is part of what is hashed for the crates that use it, so it must not hold the paths of one user.
  ' proc-macro') [ -n "$_ct_why" ] || set -- "$@" "--remap-path-prefix=$_ct_cargo=/cachetasks/cargo" "--remap-path-prefix=$_ct_target=/cachetasks/target" "--remap-path-prefix=$_ct_source=/cachetasks/source"
    _ct_why=${_ct_why:-proc-macro} ;;
  # Among others staticlib: what it takes from crates of crates is not hashed.
  *)
    _ct_why=${_ct_why:-${_ct_kind# }}
    _ct_why=${_ct_why:-no crate type} ;;
esac
[ -z "$_ct_why" ] || { note "not cacheable: $_ct_why"; exec "$@"; }

# --- the compilation, under shared names
#
# sccache hashes the paths of sources, of the current directory and in CARGO_… variables, so they must read the same everywhere: descriptor 9 is a
# folder with links to the checkout, CARGO_HOME and the target, /proc/self/fd/9 leads there in sccache and in the compiler that it starts.
# What the compiler writes into its output is mapped back by --remap-path-prefix: a path in the workspace is relative, as without all this.

# The current directory without symlinks, as sccache will know it. cd changes two variables, which the compiler gets.
_ct_pwd=$PWD _ct_before=${OLDPWD-}
cd -P . || exec "$@"
_ct_here=$PWD PWD=$_ct_pwd
if [ -n "$_ct_before" ]; then OLDPWD=$_ct_before; else unset OLDPWD; fi
shared "$_ct_here" || { note "outside: $_ct_here"; exec "$@"; }
_ct_root=$_ct_shared
# A path in the workspace is relative to it, as cargo has it; any other reads as it is for this user.
_ct_relative=''
case $_ct_input in
  /*) ! shared "$_ct_input" || _ct_input=$_ct_shared ;;
  *) _ct_input=$_ct_root/$_ct_input _ct_relative=yes ;;
esac
# What it prints is kept until it is known to be the last word. Its standard output goes where this one's goes.
{ _ct_errors=$(
  exec 9< "$_ct_folder/view" || exit 2
  # The job server's pipe may have this number; sccache makes one of its own.
  case ${CARGO_MAKEFLAGS-} in *[=,]9*) unset CARGO_MAKEFLAGS MAKEFLAGS ;; esac
  # Static libraries that a build script made become part of the crate; sccache looks at those alone that are named by -l static=NAME.
  if [ -n "$_ct_native" ] && [ -n "${OUT_DIR-}" ]; then
    CARGO_CACHETASKS_NATIVE=$(
      eval "set -- $_ct_native"
      for _ct_argument do
        _ct_argument=${_ct_argument#-L}
        case $_ct_argument in /*) ;; *) _ct_argument=${_ct_argument#*=} ;; esac
        for _ct_library in "$_ct_argument"/*.a; do
          [ ! -f "$_ct_library" ] || case $_ct_library in
            # The system's are many and large.
            /usr/* | /lib/* | /lib64/*) wc -c < "$_ct_library" ;;
            *) cat < "$_ct_library" ;;
          esac
        done
      done | sha256sum
    )
    export CARGO_CACHETASKS_NATIVE
  fi
  # What a script in its place does is its own text's to decide.
  case $1 in */*) _ct_compiler=$1 ;; *) _ct_compiler=$(command -v "$1") ;; esac
  IFS= read -r _ct_first < "$_ct_compiler" || :
  case $_ct_first in '#!'*) CARGO_CACHETASKS_COMPILER=$(sha256sum < "$_ct_compiler") && export CARGO_CACHETASKS_COMPILER ;; esac
  for _ct_name in CARGO_MANIFEST_DIR CARGO_MANIFEST_PATH CARGO_RUSTC_CURRENT_DIR OUT_DIR; do
    eval "_ct_value=\${$_ct_name-}"
    # shellcheck disable=SC2154,SC2163
    if [ -n "$_ct_value" ] && shared "$_ct_value"; then export "$_ct_name=$_ct_shared"; fi
  done
  # shellcheck disable=SC2086
  unset $_ct_hidden SCCACHE_LOG SCCACHE_ERROR_LOG
  export SCCACHE_CLIENT_SIDE=1
  cd / || exit 2
  eval "set -- $_ct_list"
  exec "$_ct_sccache" "$@" "--remap-path-prefix=$_ct_view-cargo=/cachetasks/cargo" "--remap-path-prefix=$_ct_view-target=/cachetasks/target" \
    "--remap-path-prefix=$_ct_view-source=/cachetasks/source" ${_ct_relative:+"--remap-path-prefix=$_ct_root="} 2>&1 >&8 8>&-
); } 8>&1
_ct_code=$?

# --- its result

_ct_depends=$_ct_out/$_ct_crate$_ct_suffix.d
# An rlib has the metadata in it.
for _ct_written in "$_ct_out/lib$_ct_crate$_ct_suffix.rlib" "$_ct_out/lib$_ct_crate$_ct_suffix.rmeta"; do
  [ ! -f "$_ct_written" ] || break
done
_ct_read=''
if [ "$_ct_code" -eq 0 ]; then
  # What is found has the mode that it had where it was compiled, and this target has several users.
  [ -z "$_ct_open" ] || chmod =rw "$_ct_out/lib$_ct_crate$_ct_suffix".* "$_ct_depends" 2> /dev/null
  # The crates that it uses are hashed as well. One that was compiled as it is has real paths, which come along with its generic functions.
  leaks() (
    eval "set -- $_ct_extern"
    for _ct_library do
      shift
      _ct_library=${_ct_library#--extern=}
      set -- "$@" "${_ct_library#*=}"
    done
    holds_new "$_ct_written" "$_ct_folder/said-$$" "$@"
  )
  # A path in the result would lead nowhere when the program runs: such a crate is compiled once more, as it is. A real one comes from a macro that
  # resolves symlinks, and others now get it too; what a build script made, or said in a variable, is hashed with its paths.
  if holds_any "$_ct_written"; then
    if LC_ALL=C grep -q -s -F "$_ct_view-" "$_ct_written"; then
      _ct_code=path
    else
      {
        grep -s '^# env-dep:' "$_ct_depends"
        [ -z "$_ct_native" ] || cat "${OUT_DIR:-}"/*.a
        sed -n "s|^$_ct_view-target/\(.*\):\$|\1|p" "$_ct_depends" | sed 's/\\ / /g' | while IFS= read -r _ct_name; do cat "$_ct_target/$_ct_name"; done
      } > "$_ct_folder/said-$$" 2> /dev/null
      ! leaks "$@" || { note "leaks: $_ct_crate"; _ct_code=path; }
      rm -f "$_ct_folder/said-$$"
    fi
  fi
  # It names this user's files again, and sed prints the variables that tell where something is, or that sccache did not see, and the files that
  # come from the target. A crate may use the former otherwise than as a text, unless they only lead to such a file.
  if [ -f "$_ct_depends" ]; then
    _ct_read=$(sed -E -i -f "$_ct_folder/restore" "$_ct_depends") || _ct_code=dep-info
    case "
$_ct_read" in
      *'# env-dep:CARGO_'* | *'# env-dep:PWD'* | *'# env-dep:OLDPWD'*) _ct_code=variable ;;
      *"
$_ct_view-target/"*) [ -z "$_ct_bitcode" ] || _ct_code=variable ;;
      *'# env-dep:OUT_DIR'*) _ct_code=variable ;;
    esac
  fi
fi
if [ "$_ct_code" = 0 ]; then
  [ -z "$_ct_errors" ] || printf '%s\n' "$_ct_errors" | sed -f "$_ct_folder/messages" >&2
  exit 0
fi
case $_ct_read in
  # The shell has values of its own for these.
  *'# env-dep:PWD'* | *'# env-dep:OLDPWD'*)
    for _ct_name in PWD OLDPWD; do
      _ct_value=$(grep -z "^$_ct_name=" /proc/$$/environ | tr -d '\0') && [ -n "$_ct_value" ] && set -- env "$_ct_value" "$@"
    done ;;
esac
"$@"
_ct_own=$?
case $_ct_code in
  path | variable) note "own: $_ct_crate" ;;
  # Where the compiler fails as well it is the crate that is wrong.
  *) [ "$_ct_own" -ne 0 ] || { note "failed: $_ct_code $_ct_crate"; printf '%s\n' "$_ct_errors" | LC_ALL=C grep -a -v '^{' | head -c 2000 > "$_ct_folder/failure"; } ;;
esac
exit "$_ct_own"
