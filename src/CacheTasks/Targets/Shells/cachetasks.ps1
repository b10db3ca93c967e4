# Private target directories below @ROOT_TEXT@, for PowerShell 7 on Linux.
# Written by -t:WriteCacheProfile of CacheTasks, which overwrites what is changed here. To be read by $PROFILE.AllUsersAllHosts.
# An alias for each tool, unless an alias or a function of that name is there already. It leads to the script beside this file: a
# function would lose the "--" of a command line.
& {
@FUNCTIONS@
}
