// links FILE FOLDER   gives the file names in the folder until the filesystem has enough (EMLINK)
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int folder = argc == 3 ? open(argv[2], O_RDONLY | O_DIRECTORY) : -1;
    if (folder < 0)
        return fprintf(stderr, "usage: links FILE FOLDER\n"), 1;
    for (int number = 0;; number++) {
        char name[16];
        snprintf(name, sizeof name, "%d", number);
        if (linkat(AT_FDCWD, argv[1], folder, name, 0) && errno != EEXIST)
            return errno == EMLINK ? 0 : (perror(name), 1);
    }
}
