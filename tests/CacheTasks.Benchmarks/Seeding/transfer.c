// transfer WAY THREADS FROM TO: the folders of FROM into TO by the calls that seeding makes; WAY is link, clone or copy
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct entry { unsigned long long ino, off; unsigned short length; unsigned char type; char name[]; };

static char way, *names[100000];
static int from, to, count;
static atomic_int next;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void file(int source, const char *name, int target)
{
    struct statx status;
    unsigned fields = STATX_TYPE | STATX_MODE | STATX_UID | STATX_SIZE;
    if (way == 'l') {
        if (linkat(source, name, target, name, 0) || statx(target, name, AT_SYMLINK_NOFOLLOW, fields, &status))
            fail(name);
        return;
    }
    int in = openat(source, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (in < 0 || statx(in, "", AT_EMPTY_PATH, fields, &status))
        fail(name);
    int out = openat(target, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, status.stx_mode & 0755);
    if (out < 0)
        fail(name);
    if (status.stx_size && way == 'c' && ioctl(out, FICLONE, in))
        fail(name);
    char buffer[65536];
    for (size_t done = 0; way == 'p' && done < status.stx_size;) {
        ssize_t copied = copy_file_range(in, 0, out, 0, status.stx_size - done, 0);
        if (copied < 0 && errno == EXDEV) {
            copied = read(in, buffer, sizeof buffer);
            if (write(out, buffer, copied) != copied)
                fail(name);
        }
        if (copied <= 0)
            fail(name);
        done += copied;
    }
    close(in);
    close(out);
}

static void folder(int source, const char *name, int target)
{
    struct statx status;
    int in = openat(source, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (in < 0 || statx(in, "", AT_EMPTY_PATH, STATX_MODE, &status) || mkdirat(target, name, status.stx_mode & 0755))
        fail(name);
    int out = openat(target, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    char block[32768];
    for (long length; (length = syscall(SYS_getdents64, in, block, sizeof block)) > 0;)
        for (long at = 0; at < length;) {
            struct entry *entry = (struct entry *)(block + at);
            at += entry->length;
            if (entry->type == DT_DIR && strcmp(entry->name, ".") && strcmp(entry->name, ".."))
                folder(in, entry->name, out);
            else if (entry->type == DT_REG)
                file(in, entry->name, out);
        }
    close(in);
    close(out);
}

static void *work(void *nothing)
{
    for (int number; (number = next++) < count;)
        folder(from, names[number], to);
    return nothing;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return fprintf(stderr, "usage: transfer link|clone|copy THREADS FROM TO\n"), 1;
    way = argv[1][0] == 'c' && argv[1][1] == 'o' ? 'p' : argv[1][0];
    int threads = atoi(argv[2]);
    from = open(argv[3], O_RDONLY | O_DIRECTORY);
    to = open(argv[4], O_RDONLY | O_DIRECTORY);
    DIR *list = opendir(argv[3]);
    if (from < 0 || to < 0 || !list)
        fail(argv[3]);
    for (struct dirent *entry; (entry = readdir(list));)
        if (entry->d_name[0] != '.')
            names[count++] = strdup(entry->d_name);
    pthread_t helpers[16];
    for (int number = 1; number < threads; number++)
        pthread_create(&helpers[number], 0, work, 0);
    work(0);
    for (int number = 1; number < threads; number++)
        pthread_join(helpers[number], 0);
    return 0;
}
