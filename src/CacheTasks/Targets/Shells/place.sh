# Finds the private target directory as the build does: docs/shells.md of the package says how.

# What is known of a tool.
_cachetasks_tool() {
  case $1 in
@TOOLS@
  *) return 1 ;;
  esac
}

# Whether this user gets none.
_cachetasks_excluded() {
  case $__ct_login in
@EXCLUDED_LOGINS@
  esac
@EXCLUDED_IDS@
  return 1
}

_cachetasks_has_group() {
  case " $(command id -Gn) " in
  *" $1 "*) return 0 ;;
  esac
  __ct_line=$(command getent group "$1") && [ -n "$__ct_login" ] || return 1
  case ,${__ct_line##*:}, in
  *",$__ct_login,"*) ;;
  *) return 1 ;;
  esac
}

# __ct_safe: a folder name of any text: 64 bytes, each but a few becomes '_', no leading dots.
_cachetasks_safe() {
  __ct_safe=$1
  case $1 in
  *[!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-]*) __ct_cut=yes ;;
  *) [ "${#1}" -le 64 ] && __ct_cut='' || __ct_cut=yes ;;
  esac
  [ -z "$__ct_cut" ] || __ct_safe=$(printf %s "$1" | command head -c 64 | LC_ALL=C command tr -c 'A-Za-z0-9._-' '_')
  while :; do
    case $__ct_safe in
    .*) __ct_safe=${__ct_safe#.} ;;
    *) return 0 ;;
    esac
  done
}

# Prints the folder of this user and, where it can be a folder's name, the login; nothing for an excluded user.
_cachetasks_person() (
  [ -z "${ZSH_VERSION-}" ] || emulate sh
  set +aefu
  unset IFS
  LC_ALL=C
  __ct_id=$(command id -u) || exit 0
  __ct_login=$(command id -un) || __ct_login=''
  ! _cachetasks_excluded || exit 0
  _cachetasks_safe "$__ct_login"
  printf %s "u$__ct_id${__ct_safe:+-$__ct_safe} "
  [ "$__ct_safe" != "$__ct_login" ] || printf %s "$__ct_login"
) 2> /dev/null

# __ct_physical: the folder $2 as seen from the folder $1, without symlinks.
_cachetasks_physical() {
  case $2 in
  /*) __ct_physical=$2 ;;
  *) __ct_physical=$1/$2 ;;
  esac
  __ct_physical=$(unset CDPATH; command cd -P -- "$__ct_physical/" && command pwd -P && printf .) || return 1
  __ct_physical=${__ct_physical%"$__ct_nl."}
}

# Reads the command line: which command it is, and where it works.
_cachetasks_arguments() {
  __ct_command='' __ct_toolchain='' __ct_in=. __ct_manifest='' __ct_path='' __ct_path_option='' __ct_value=''
  for __ct_arg in "$@"; do
    case $__ct_value in
    manifest) __ct_manifest=$__ct_arg ;;
    in) __ct_in=$__ct_arg ;;
    path) __ct_path=$__ct_arg ;;
    config) _cachetasks_config_argument "$__ct_arg" || return 1 ;;
    esac
    [ -z "$__ct_value" ] || { __ct_value=; continue; }
    case $__ct_arg in
    '') continue ;;
    --) break ;;
    "${__ct_manifest_option:-$__ct_nl}") __ct_value=manifest; continue ;;
    "${__ct_manifest_option:-$__ct_nl}="*) __ct_manifest=${__ct_arg#*=}; continue ;;
    "${__ct_path_option:-$__ct_nl}") __ct_value=path; continue ;;
    "${__ct_path_option:-$__ct_nl}="*) __ct_path=${__ct_arg#*=}; continue ;;
    "${__ct_target_option:-$__ct_nl}" | "${__ct_target_option:-$__ct_nl}="*) return 1 ;;
    "${__ct_config_option:-$__ct_nl}") __ct_value=config; continue ;;
    "${__ct_config_option:-$__ct_nl}="*) _cachetasks_config_argument "${__ct_arg#*=}" || return 1; continue ;;
    esac
    [ -z "$__ct_command" ] || continue
    case $__ct_arg in
    +*) __ct_toolchain=$__ct_arg ;;
    "${__ct_directory_option:-$__ct_nl}") __ct_value=in ;;
    "${__ct_directory_option:-$__ct_nl}"*) __ct_in=${__ct_arg#"$__ct_directory_option"} ;;
    -*) for __ct_word in $__ct_value_options; do [ "$__ct_arg" != "$__ct_word" ] || __ct_value=skipped; done ;;
    *[./]*) return 1 ;;
    *) _cachetasks_command "$__ct_arg" || return 1 ;;
    esac
  done
  [ -n "$__ct_command" ] && { [ -z "$__ct_path_option" ] || [ -n "$__ct_path" ]; }
}

# Commands that use no target, and such as use it only with an option: COMMAND:OPTION.
_cachetasks_command() {
  __ct_command=$1
  for __ct_word in $__ct_other_commands; do
    case $__ct_word in
    "$1") return 1 ;;
    "$1":*) __ct_path_option=${__ct_word#*:} ;;
    esac
  done
}

# A file, or a setting that names the target.
_cachetasks_config_argument() {
  case $1 in
  *=*) ! _cachetasks_names "$__ct_target_keys" "$1" ;;
  *) return 1 ;;
  esac
}

# Whether one of the keys stands in a line of a configuration.
_cachetasks_names() {
  for __ct_key in $1; do
    case $2 in
    "$__ct_key"* | *[!A-Za-z0-9_/-]"$__ct_key"*) return 0 ;;
    esac
  done
  return 1
}

# __ct_workspace: the tool's workspace; __ct_nearest: the nearest folder with a manifest.
_cachetasks_workspace() {
  __ct_nearest=$__ct_start
  [ -n "$__ct_manifest_name" ] || { __ct_workspace=${__ct_start:-/}; return 0; }
  while [ ! -e "$__ct_nearest/$__ct_manifest_name" ]; do
    [ -z "$__ct_manifest$__ct_path" ] && [ -n "$__ct_nearest" ] || return 1
    __ct_nearest=${__ct_nearest%/*}
  done
  __ct_at=$__ct_nearest
  while :; do
    if [ -f "$__ct_at/$__ct_manifest_name" ]; then
      _cachetasks_scan "$__ct_at/$__ct_manifest_name" || return 1
      case $__ct_found in
      root) __ct_workspace=${__ct_at:-/}; return 0 ;;
      doubt) _cachetasks_ask_workspace; return ;;
      esac
    fi
    # Where the tool itself looks no further.
    case $__ct_at in
    '' | "$__ct_home") break ;;
    esac
    __ct_at=${__ct_at%/*}
  done
  __ct_workspace=${__ct_nearest:-/}
}

# __ct_found: root, where the manifest has the table of a workspace; doubt, where only the tool can tell; else nothing.
_cachetasks_scan() {
  __ct_found='' __ct_in_table=''
  while IFS=$__ct_blank read -r __ct_line || [ -n "$__ct_line" ]; do
    case $__ct_line in
    '' | '#'*) ;;
    *'"""'* | *"'''"*) __ct_found=doubt; return 0 ;;
    "[$__ct_table]"* | "[$__ct_table."*)
      __ct_found=root __ct_in_table=yes
      [ "$__ct_at" != "$__ct_nearest" ] || return 0 ;;
    '['[!A-Za-z]*"$__ct_table"*) __ct_found=doubt; return 0 ;;
    '['*) __ct_in_table='' ;;
    "$__ct_table"*=*true*) ;;
    "$__ct_table"[!A-Za-z0-9_-]* | [\"\']"$__ct_table"[\"\']* | package."$__ct_table"* | package*"{"*"$__ct_table"*) __ct_found=doubt; return 0 ;;
    "${__ct_exclusion:-$__ct_nl}"*) [ -z "$__ct_in_table" ] || { __ct_found=doubt; return 0; } ;;
    esac
  done < "$1"
}

# Asks the tool, where its question is answered by the path of the workspace's manifest.
_cachetasks_ask_workspace() {
  [ -n "$__ct_workspace_question" ] || return 1
  # shellcheck disable=SC2086
  __ct_workspace=$(command "$__ct_tool" ${__ct_toolchain:+"$__ct_toolchain"} $__ct_workspace_question "$__ct_manifest_option" "$__ct_nearest/$__ct_manifest_name" < /dev/null) || return 1
  case $__ct_workspace in
  /*/"$__ct_manifest_name") __ct_workspace=${__ct_workspace%/*} ;;
  "/$__ct_manifest_name") __ct_workspace=/ ;;
  *) return 1 ;;
  esac
}

# A configuration that may name another target: then the tool says whether it does.
_cachetasks_configuration() {
  __ct_build='' __ct_doubt=''
  [ -n "$__ct_home" ] || [ -z "$__ct_home_variable" ] || __ct_doubt=yes
  __ct_at=$__ct_config_start
  while [ -n "$__ct_config_files" ]; do
    for __ct_word in $__ct_config_files; do
      [ ! -f "$__ct_at/$__ct_word" ] || _cachetasks_read_configuration "$__ct_at/$__ct_word"
    done
    [ -n "$__ct_at" ] || break
    __ct_at=${__ct_at%/*}
  done
  for __ct_word in $__ct_config_files; do
    [ -z "$__ct_home" ] || [ ! -f "$__ct_home/${__ct_word##*/}" ] || _cachetasks_read_configuration "$__ct_home/${__ct_word##*/}"
  done
  [ -z "$__ct_doubt" ] || _cachetasks_ask_target
}

_cachetasks_read_configuration() {
  while IFS=$__ct_blank read -r __ct_line || [ -n "$__ct_line" ]; do
    case $__ct_line in
    '' | '#'*) continue ;;
    esac
    ! _cachetasks_names "$__ct_target_keys" "$__ct_line" || __ct_doubt=yes
    ! _cachetasks_names "$__ct_build_keys" "$__ct_line" || __ct_build=yes
  done < "$1"
}

# The answer names the tool's own target inside the workspace. In JSON some characters would look otherwise.
_cachetasks_ask_target() {
  case $__ct_workspace/ in
  *[\"\\[:cntrl:]]*) return 1 ;;
  esac
  # shellcheck disable=SC2086
  __ct_answer=$(command cd -- "$__ct_config_start/" && command "$__ct_tool" ${__ct_toolchain:+"$__ct_toolchain"} $__ct_target_question "$__ct_manifest_option" "$__ct_nearest/$__ct_manifest_name" < /dev/null) || return 1
  case $__ct_answer in
  *"\"$__ct_target_property\":\"${__ct_workspace%/}/$__ct_target_name\""*) ;;
  *) return 1 ;;
  esac
}

# __ct_owner, __ct_folder: the path that the directory belongs to, and its name below the user's folder.
_cachetasks_owner() {
  __ct_owner=$__ct_workspace
  if [ "$__ct_layout" = checkout ]; then
    __ct_at=${__ct_workspace%/}
    while :; do
      if [ -e "$__ct_at/.git" ] || [ -e "$__ct_at/.hg" ] || [ -e "$__ct_at/.jj" ]; then
        __ct_owner=${__ct_at:-/}
        break
      fi
      [ -n "$__ct_at" ] || break
      __ct_at=${__ct_at%/*}
    done
  fi
  _cachetasks_safe "${__ct_owner##*/}"
  __ct_folder=${__ct_safe:-checkout}
}

# __ct_target, where the directory is there already: the notes are read faster than cksum is started.
_cachetasks_known() {
  set +f
  for __ct_target in "$__ct_level/$__ct_folder-"*; do
    case ${__ct_target#"$__ct_level/$__ct_folder-"} in
    *[!0123456789]*) ;;
    *) ! _cachetasks_noted || break ;;
    esac
    __ct_target=''
  done
  set -f
  [ -n "$__ct_target" ]
}

# Whether the note in the directory says that it belongs to this path.
_cachetasks_noted() {
  [ -f "$__ct_target/.cachetasks-checkout" ] && [ -r "$__ct_target/.cachetasks-checkout" ] || return 1
  __ct_note=''
  while IFS= read -r __ct_line; do
    __ct_note=$__ct_note$__ct_line$__ct_nl
  done < "$__ct_target/.cachetasks-checkout"
  __ct_note=$__ct_note$__ct_line
  [ "${__ct_note%"$__ct_nl"}" = "$__ct_owner" ]
}

# __ct_target: the directory; another path with the same name and checksum has the first number, the next is free.
_cachetasks_free() {
  __ct_sum=$(printf %s "$__ct_owner" | command cksum) || return 1
  __ct_folder=$__ct_folder-${__ct_sum%% *}
  __ct_number=1
  __ct_target=$__ct_level/$__ct_folder
  while ! _cachetasks_noted && [ -r "$__ct_target/.cachetasks-checkout" ]; do
    __ct_number=$((__ct_number + 1))
    __ct_target=$__ct_level/$__ct_folder-$__ct_number
  done
}

# Whether nobody else can replace the root or what leads to it; closes one's own folders to others. Once the directory is there, the
# root's sticky bit tells enough, without a process.
_cachetasks_trust() {
  [ ! -k "$__ct_root" ] || ! _cachetasks_own "$__ct_target" || return 0
  __ct_listing=$(
    __ct_real=$(command cd -P -- "$__ct_root/" && command pwd -P) || exit 1
    set -- /
    for __ct_at in "$__ct_root" "$__ct_real"; do
      while [ -n "$__ct_at" ]; do
        set -- "$@" "$__ct_at"
        __ct_at=${__ct_at%/*}
      done
      [ "$__ct_root" != "$__ct_real" ] || break
    done
    for __ct_at in "$__ct_level" "$__ct_target"; do
      [ ! -d "$__ct_at" ] || set -- "$@" "$__ct_at"
    done
    LC_ALL=C command ls -ldn -- "$@"
  ) || return 1
  while IFS=' ' read -r __ct_mode __ct_line __ct_uid __ct_gid __ct_line; do
    case $__ct_line in
    *" $__ct_target") _cachetasks_close "$__ct_target" || return 1 ;;
    *" $__ct_level") _cachetasks_close "$__ct_level" || return 1 ;;
    *) _cachetasks_trusted || return 1 ;;
    esac
  done << _CACHETASKS_
$__ct_listing
_CACHETASKS_
}

_cachetasks_trusted() {
  case $__ct_uid in
  0 | "$__ct_id") ;;
  *) return 1 ;;
  esac
  case $__ct_mode in
  l* | d????????[tT]*) ;;
  d???????w*) return 1 ;;
  # With an access list (the +) the group's bits are the mask of everybody in it.
  d????w*+) return 1 ;;
  d????w*) _cachetasks_owners_group ;;
  d*) ;;
  *) return 1 ;;
  esac
}

# Many systems give each user a group of their own and a umask of 002: such a group is the user.
_cachetasks_owners_group() {
  __ct_line=$(command getent passwd "$__ct_uid") || return 1
  __ct_line=${__ct_line%%:*}
  __ct_note=$(command getent group "$__ct_gid") || return 1
  case $__ct_note in
  "$__ct_line":*: | "$__ct_line":*:"$__ct_line") ;;
  *) return 1 ;;
  esac
}

_cachetasks_close() {
  case $__ct_mode in
  d????w* | d???????w*) command chmod go-w -- "$1" ;;
  esac
}

# A real folder of this user.
_cachetasks_own() {
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ]
}

_cachetasks_enter() {
  _cachetasks_own "$1" && return 0
  [ ! -e "$1" ] && [ ! -L "$1" ] || return 1
  # Somebody may be faster: then it is theirs, or this user's own.
  (umask 077 && command mkdir -m 0700 -- "$1") || :
  _cachetasks_own "$1"
}

# __ct_level: the user's folder, or, where somebody else has taken its name, another that this user made.
_cachetasks_level() {
  __ct_level=$__ct_root/$__ct_person
  if _cachetasks_own "$__ct_level" || { [ ! -e "$__ct_level" ] && [ ! -L "$__ct_level" ]; }; then
    return 0
  fi
  set +f
  for __ct_at in "$__ct_root/u$__ct_id-"*; do
    if _cachetasks_own "$__ct_at"; then
      __ct_level=$__ct_at
      return 0
    fi
  done
  return 1
}

# Sites that gave each user a folder named by the login keep it.
_cachetasks_established() {
  [ "$__ct_layout" = user ] && [ -n "$__ct_login" ] && _cachetasks_own "$__ct_root/$__ct_login" || return 1
  __ct_mode=$(LC_ALL=C command ls -ldn -- "$__ct_root/$__ct_login") || return 1
  case $__ct_mode in
  d????w* | d???????w*) return 1 ;;
  esac
}

_cachetasks_place() {
  [ -d "$__ct_root/" ] && _cachetasks_tool "$__ct_tool" || return 1
  for __ct_word in $__ct_variables; do
    eval "[ -z \"\${$__ct_word:-}\" ]" || return 1
  done
  __ct_home=''
  if [ -n "$__ct_home_variable" ]; then
    eval "__ct_home=\${$__ct_home_variable:-}"
    __ct_home=${__ct_home:-${HOME:+$HOME/$__ct_home_default}}
    __ct_home=${__ct_home%/}
  fi
  _cachetasks_arguments "$@" && _cachetasks_start && _cachetasks_workspace && _cachetasks_configuration || return 1
  if _cachetasks_established; then
    __ct_level=$__ct_root/$__ct_login __ct_target=$__ct_root/$__ct_login
  else
    _cachetasks_level || return 1
    __ct_target=$__ct_level
    [ "$__ct_layout" = user ] || { _cachetasks_owner && { _cachetasks_known || _cachetasks_free; }; } || return 1
  fi
  _cachetasks_trust && _cachetasks_enter "$__ct_level" && _cachetasks_enter "$__ct_target" || return 1
  [ -e "$__ct_target/CACHEDIR.TAG" ] || _cachetasks_write CACHEDIR.TAG 'Signature: 8a477f597d28d172789f06886806bc55
# A private target directory, made by CacheTasks.'
  [ "$__ct_layout" = user ] || [ -e "$__ct_target/.cachetasks-checkout" ] || _cachetasks_write .cachetasks-checkout "$__ct_owner"
  [ -w "$__ct_target" ]
}

# With the whole text or not at all: several builds may begin at once.
_cachetasks_write() (
  umask 077
  __ct_at=$(exec sh -c 'echo $$')
  printf '%s\n' "$2" > "$__ct_target/$1.$__ct_at" &&
    { command ln -- "$__ct_target/$1.$__ct_at" "$__ct_target/$1" || command mv -n -- "$__ct_target/$1.$__ct_at" "$__ct_target/$1"; }
  command rm -f -- "$__ct_target/$1.$__ct_at"
)

# __ct_start: where the tool works; __ct_config_start: from where it looks for its configuration.
_cachetasks_start() {
  if [ "$__ct_in" = . ]; then
    # Without a process of its own. The tool sees the variables as they were.
    __ct_pwd=${PWD-} __ct_old=${OLDPWD-} __ct_had_old=${OLDPWD+yes}
    command cd -P . || return 1
    __ct_start=$PWD
    PWD=$__ct_pwd
    OLDPWD=$__ct_old
    [ -n "$__ct_had_old" ] || unset OLDPWD
  else
    _cachetasks_physical "${PWD:-.}" "$__ct_in" || return 1
    __ct_start=$__ct_physical
  fi
  __ct_config_start=$__ct_start
  if [ -n "$__ct_path" ]; then
    _cachetasks_physical "$__ct_start" "$__ct_path" || return 1
    __ct_start=$__ct_physical __ct_config_start=$__ct_physical
  elif [ -n "$__ct_manifest" ]; then
    case $__ct_manifest in
    */"$__ct_manifest_name") _cachetasks_physical "$__ct_start" "${__ct_manifest%/*}/" || return 1 ;;
    "$__ct_manifest_name") __ct_physical=$__ct_start ;;
    *) return 1 ;;
    esac
    __ct_start=$__ct_physical
  fi
  __ct_start=${__ct_start%/} __ct_config_start=${__ct_config_start%/}
}

# Runs a tool: its name, the user's folder, the user's login, the tool's own arguments. Everything happens in a process that then
# becomes the tool.
_cachetasks_run() (
  [ -z "${ZSH_VERSION-}" ] || emulate sh
  set +aeu
  set -f
  __ct_ifs=${IFS-} __ct_had_ifs=${IFS+yes}
  __ct_nl='
'
  __ct_blank=' 	'
  IFS=$__ct_nl
  __ct_root=@ROOT@
  __ct_layout=@LAYOUT@
  __ct_tool=$1 __ct_person=$2 __ct_login=$3
  shift 3
  __ct_id=${__ct_person#u}
  __ct_id=${__ct_id%%-*}
  if _cachetasks_place "$@" < /dev/null 2> /dev/null; then
    export "$__ct_variable=$__ct_target"
    [ -z "$__ct_build" ] || eval "[ -n \"\${$__ct_build_variable:-}\" ]" || export "$__ct_build_variable=$__ct_target"
  fi
  IFS=$__ct_ifs
  [ -n "$__ct_had_ifs" ] || unset IFS
  exec "$__ct_tool" "$@"
)
