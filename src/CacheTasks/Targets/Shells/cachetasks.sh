# Private target directories below @ROOT_TEXT@, for dash, bash, busybox ash and zsh.
# Written by -t:WriteCacheProfile of CacheTasks, which overwrites what is changed here. Read by login shells in /etc/profile.d.

@PLACE@

# A function for each tool, unless an alias or a function of that name is there already.
_cachetasks_load() {
  set -- "$(_cachetasks_person)"
  [ -n "$1" ] || return 0
@FUNCTIONS@
}
_cachetasks_define() {
  case $(command -v "$1") in
  alias*) ;;
  '' | */*) eval "$1() { _cachetasks_run $1 '${2%% *}' '${2#* }' \"\$@\"; }" ;;
  esac
}
_cachetasks_load 2> /dev/null || :
unset -f _cachetasks_load _cachetasks_define
