// swap NAME ELSEWHERE: puts one thing after the other at NAME, as fast as it can, until it is killed: a symlink to ELSEWHERE, a
// directory, a file, a FIFO, nothing. Somebody who wants a victim to build there.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    if (count != 3)
        return 64;
    const char *name = arguments[1];
    char beside[4096];
    snprintf(beside, sizeof beside, "%s.beside", name);
    puts("swapping");
    fflush(stdout);
    for (;;) {
        symlink(arguments[2], name);
        // A directory takes the symlink's place in one step.
        mkdir(beside, 0777);
        renameat2(AT_FDCWD, beside, AT_FDCWD, name, RENAME_EXCHANGE);
        unlink(beside);
        rmdir(name);
        mkfifo(name, 0666);
        unlink(name);
        close(open(name, O_CREAT | O_EXCL | O_WRONLY, 0666));
        unlink(name);
        mkdir(name, 0777);
        rmdir(name);
    }
}
