// The asked tools' own time: the commands of two steps, each step's at once as CacheTasks starts them, their output read to its end.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int start(const char *directory, const char *tool, char *const *arguments, pid_t *process)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return -1;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, directory);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    int failed = posix_spawn(process, tool, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    return failed ? -1 : ends[0];
}

static int ask(const char *directory, const char *tool, char *const questions[][6], int count)
{
    int outputs[8], status, good = 0;
    pid_t processes[8];
    char answer[4096];
    for (int i = 0; i < count; i++) {
        outputs[i] = start(directory, tool, questions[i], &processes[i]);
    }
    for (int i = 0; i < count; i++) {
        while (read(outputs[i], answer, sizeof answer) > 0) {}
        close(outputs[i]);
        waitpid(processes[i], &status, 0);
        good += status == 0;
    }
    return good;
}

int ask_both(const char *uv, const char *cargo, const char *directory)
{
    char *const of_uv[][6] = { { "uv", "--version" }, { "uv", "cache", "dir" }, { "uv", "workspace", "dir" }, { "uv", "sync", "--show-settings" } };
    char *const of_cargo[][6] = { { "cargo", "--version" }, { "cargo", "metadata", "--format-version", "1", "--no-deps" } };
    return ask(directory, uv, of_uv, 4) + ask(directory, cargo, of_cargo, 2);
}
