// The system calls of Colocator.Judge in the same order, as a C program would make them: what the benchmark compares with.
// Check that both still make the same ones with
//   strace -f dotnet run -c Release --project tests/CacheTasks.Benchmarks -- calls
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct place { struct statx status; char mount[1024]; };

struct trials { int create_cache, create_target, write, reflink, hardlink, symlink, sample; long long clock; };

static int number, process;

static char table[1 << 24];

static void read_mounts(void)
{
    int fd = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    size_t length = 0;
    for (ssize_t got; (got = read(fd, table + length, sizeof table - 1 - length)) > 0; length += got) {}
    close(fd);
    table[length] = 0;
}

static void find_mount(unsigned long long id, char *line, size_t room)
{
    char prefix[32];
    size_t digits = snprintf(prefix, sizeof prefix, "%llu ", id);
    for (char *at = table; *at; ) {
        char *end = strchrnul(at, '\n');
        if (strncmp(at, prefix, digits) == 0) {
            size_t size = (size_t)(end - at) < room ? (size_t)(end - at) : room - 1;
            memcpy(line, at, size);
            line[size] = 0;
            return;
        }
        at = *end ? end + 1 : end;
    }
}

static int find_place(const char *path, struct place *place, const struct place *known)
{
    if (statx(AT_FDCWD, path, 0, STATX_BASIC_STATS | STATX_MNT_ID, &place->status) != 0) {
        return errno;
    }
    if (known && known->status.stx_mnt_id == place->status.stx_mnt_id) {
        strcpy(place->mount, known->mount);
    } else {
        find_mount(place->status.stx_mnt_id, place->mount, sizeof place->mount);
    }
    return 0;
}

// The last folder by name that begins with the prefix.
static void find_folder(const char *cache, const char *prefix, char *folder)
{
    char best[NAME_MAX + 1] = "";
    DIR *entries = opendir(cache);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL; ) {
        if (entry->d_type == DT_DIR && strncmp(entry->d_name, prefix, strlen(prefix)) == 0 && strcmp(entry->d_name, best) > 0) {
            strcpy(best, entry->d_name);
        }
    }
    closedir(entries);
    snprintf(folder, PATH_MAX, best[0] ? "%s/%s" : "%s", cache, best);
}

// The largest of a handful of files in each of a few packages; every one is looked at.
static int packages, files_left;
static long long largest;
static char best_folder[PATH_MAX], best_name[NAME_MAX + 1];

static void walk(int parent, const char *folder, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    DIR *entries = fdopendir(fd);
    for (struct dirent *entry; files_left > 0 && (entry = readdir(entries)) != NULL; ) {
        if (entry->d_type == DT_REG) {
            struct statx status;
            if (statx(fd, entry->d_name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_MNT_ID, &status) == 0) {
                files_left--;
                if ((long long)status.stx_size > largest) {
                    largest = status.stx_size;
                    strcpy(best_folder, path);
                    strcpy(best_name, entry->d_name);
                }
            }
        } else if (entry->d_type == DT_DIR && strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            walk(fd, path, entry->d_name);
        }
    }
    closedir(entries);
}

static int find_sample(const char *folder)
{
    DIR *entries = opendir(folder);
    largest = -1;
    packages = 0;
    for (struct dirent *entry; packages < 3 && (entry = readdir(entries)) != NULL; ) {
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.') {
            files_left = 32;
            walk(dirfd(entries), folder, entry->d_name);
            packages += files_left < 32;
        }
    }
    closedir(entries);
    return largest >= 0;
}

static void new_name(char *name)
{
    sprintf(name, ".cachetasks-baseline-%d-%d", process, ++number);
}

static int try_link(int from_directory, const char *from, int target, int flags)
{
    char name[64];
    struct statx status;
    new_name(name);
    if (linkat(from_directory, from, target, name, flags) != 0) {
        return errno;
    }
    statx(target, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_MNT_ID, &status);
    unlinkat(target, name, 0);
    return 0;
}

static int try_symlink(const char *cache, int target)
{
    char name[64];
    new_name(name);
    if (symlinkat(cache, target, name) != 0) {
        return errno;
    }
    close(openat(target, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC));
    unlinkat(target, name, 0);
    return 0;
}

static int try_sample(const char *folder, const char *name, int target, int into)
{
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    int file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int result = try_link(directory, name, target, 0);
    ioctl(into, FICLONE, file);
    close(file);
    close(directory);
    return result;
}

static void probe(const char *cache_path, const char *target_path, const char *sample_folder, const char *sample, struct trials *trials)
{
    static const char block[4096];
    static char entries[32768];
    char self[64];
    struct statx status;
    int cache = open(cache_path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    int target = open(target_path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    getdents64(target, entries, sizeof entries);
    int into = openat(target, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    trials->create_target = into < 0 ? errno : 0;
    trials->write = write(into, block, sizeof block) < 0 ? errno : 0;
    int from = openat(cache, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    trials->create_cache = from < 0 || write(from, block, sizeof block) < 0 ? errno : 0;
    sprintf(self, "/proc/self/fd/%d", from);
    trials->reflink = ioctl(into, FICLONE, from) < 0 ? errno : 0;
    trials->hardlink = try_link(AT_FDCWD, self, target, AT_SYMLINK_FOLLOW);
    statx(into, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_MNT_ID, &status);
    trials->clock = status.stx_mtime.tv_sec * 1000000000LL + status.stx_mtime.tv_nsec;
    trials->symlink = try_symlink(cache_path, target);
    trials->sample = sample ? try_sample(sample_folder, sample, target, into) : 0;
    close(from);
    close(into);
    close(target);
    close(cache);
}

int judge(const char *cache, const char *target, const char *prefix)
{
    struct place places[3];
    struct trials trials;
    char files[PATH_MAX];
    read_mounts();
    if (find_place(cache, &places[0], NULL) || find_place(target, &places[1], &places[0])) {
        return -1;
    }
    strcpy(files, cache);
    if (prefix[0]) {
        find_folder(cache, prefix, files);
        find_place(files, &places[2], &places[0]);
    }
    geteuid();
    process = process ? process : getpid();
    int sampled = prefix[0] && find_sample(files);
    probe(files, target, best_folder, sampled ? best_name : NULL, &trials);
    if (prefix[0]) {
        faccessat(AT_FDCWD, cache, W_OK | X_OK, AT_EACCESS);
    }
    return trials.create_cache || trials.create_target || trials.write || trials.hardlink || trials.symlink || trials.sample ? -1 : trials.reflink;
}
