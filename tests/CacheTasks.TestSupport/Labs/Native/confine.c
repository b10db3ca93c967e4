// confine landlock [FOLDER...] -- COMMAND...   a sandbox in which files move between folders only below these
// confine seccomp -- COMMAND...                link(2) and linkat(2) fail with EPERM, as under some container policies
// confine flock -- COMMAND...                  flock(2) fails with EOPNOTSUPP, as on a filesystem without locks
// confine statx -- COMMAND...                  statx(2) fails with EPERM, as under container policies that are older than it
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FAIL(what) (perror(what), 125)

static int landlock(char **folders)
{
    // The right to refer is denied wherever it is not granted, whatever else the ruleset handles.
    struct landlock_ruleset_attr attr = {.handled_access_fs = LANDLOCK_ACCESS_FS_REFER};
    int ruleset = syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (ruleset < 0)
        return FAIL("landlock_create_ruleset");
    for (; *folders; folders++) {
        struct landlock_path_beneath_attr beneath = {.allowed_access = LANDLOCK_ACCESS_FS_REFER, .parent_fd = open(*folders, O_PATH | O_CLOEXEC)};
        if (beneath.parent_fd < 0 || syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0))
            return FAIL(*folders);
        close(beneath.parent_fd);
    }
    int failed = syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
    return failed ? FAIL("landlock_restrict_self") : 0;
}

static int seccomp(unsigned one, unsigned other, unsigned error)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, one, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, other, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) ? FAIL("PR_SET_SECCOMP") : 0;
}

#ifndef SYS_link
#define SYS_link SYS_linkat
#endif

int main(int argc, char **argv)
{
    char **command = argv + 1;
    while (*command && strcmp(*command, "--"))
        command++;
    if (argc < 4 || !*command || !command[1])
        return fprintf(stderr, "usage: confine landlock [FOLDER...] | seccomp | flock | statx -- COMMAND...\n"), 125;
    *command++ = NULL;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return FAIL("PR_SET_NO_NEW_PRIVS");
    int failed = !strcmp(argv[1], "landlock") ? landlock(argv + 2) : !strcmp(argv[1], "statx") ? seccomp(SYS_statx, SYS_statx, EPERM)
        : !strcmp(argv[1], "flock") ? seccomp(SYS_flock, SYS_flock, EOPNOTSUPP) : seccomp(SYS_link, SYS_linkat, EPERM);
    if (failed)
        return failed;
    execvp(*command, command);
    return FAIL(*command);
}
