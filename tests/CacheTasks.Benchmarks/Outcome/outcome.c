// The system calls that comparing an environment with its cache needs, as a C program would make them: the archives and their dist-info folders are
// listed, each RECORD is read, and every file of it has its status taken on both sides; where clones are possible files of two inodes are opened for
// their first extent. Prints nothing; gives the number of linked, shared and copied files.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct archive { char *info; int folder; };

static unsigned long long extent(int folder, const char *path)
{
    struct { struct fiemap map; struct fiemap_extent extent; } at = { .map = { .fm_length = ~0ULL, .fm_extent_count = 1 } };
    int fd = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return 0;
    int asked = ioctl(fd, FS_IOC_FIEMAP, &at);
    close(fd);
    return asked < 0 || at.map.fm_mapped_extents == 0 ? 0 : at.extent.fe_physical;
}

static size_t list(const char *cache, struct archive *archives, size_t most)
{
    size_t count = 0;
    DIR *all = opendir(cache);
    for (struct dirent *entry; all && (entry = readdir(all)) && count < most;) {
        if (entry->d_name[0] == '.')
            continue;
        int folder = openat(dirfd(all), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        DIR *inside = fdopendir(dup(folder));
        for (struct dirent *name; inside && (name = readdir(inside));) {
            char *ending = strstr(name->d_name, ".dist-info");
            if (ending && !ending[10])
                archives[count++] = (struct archive){ strdup(name->d_name), folder };
        }
        closedir(inside);
    }
    closedir(all);
    return count;
}

static int compare(int site, int archive, const char *path, int clones)
{
    struct stat there, here;
    if (fstatat(site, path, &there, AT_SYMLINK_NOFOLLOW) || fstatat(archive, path, &here, AT_SYMLINK_NOFOLLOW))
        return 0;
    if (there.st_ino == here.st_ino && there.st_dev == here.st_dev)
        return 1;
    return clones && there.st_size == here.st_size ? extent(site, path) == extent(archive, path) : 1;
}

static int wheel(int site, const char *info, const struct archive *archive, int clones)
{
    char name[512];
    struct stat status;
    int compared = 0;
    snprintf(name, sizeof name, "%s/METADATA", info);
    fstatat(site, name, &status, 0);
    fstatat(archive->folder, name, &status, 0);
    snprintf(name, sizeof name, "%s/RECORD", info);
    int fd = openat(site, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status))
        return 0;
    char *text = malloc(status.st_size + 1);
    text[read(fd, text, status.st_size)] = 0;
    close(fd);
    for (char *line = text, *end; line && *line; line = end ? end + 1 : 0) {
        end = strchr(line, '\n');
        if (end)
            *end = 0;
        char *comma = strchr(line, ',');
        if (comma)
            *comma = 0;
        compared += compare(site, archive->folder, line, clones);
    }
    free(text);
    return compared;
}

int outcome(const char *cache, const char *site, int clones)
{
    static struct archive archives[4096];
    int compared = 0;
    size_t count = list(cache, archives, 4096);
    DIR *packages = opendir(site);
    for (struct dirent *entry; packages && (entry = readdir(packages));) {
        for (size_t at = 0; at < count; at++) {
            if (strcmp(entry->d_name, archives[at].info) == 0) {
                compared += wheel(dirfd(packages), entry->d_name, &archives[at], clones);
                break;
            }
        }
    }
    closedir(packages);
    for (size_t at = 0; at < count; at++) {
        free(archives[at].info);
        close(archives[at].folder);
    }
    return compared;
}
