# Private target directories below @ROOT_TEXT@, for fish.
# Written by -t:WriteCacheProfile of CacheTasks, which overwrites what is changed here. Belongs into /etc/fish/conf.d.

# What finds the directory is the same in every shell, and runs in sh.
set -l __ct_place '@PLACE@'

# A function for each tool, unless one of that name is there already. Nothing for an excluded user.
set -l __ct_person (command sh -c $__ct_place\n_cachetasks_person 2>/dev/null | string split ' ')
if set -q __ct_person[2]
@FUNCTIONS@
end
