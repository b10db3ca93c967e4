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

static void find_mount(unsigned long long id, char *line, size_t room)
{
    char table[16384], prefix[32];
    int fd = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    size_t length = 0;
    for (ssize_t got; (got = read(fd, table + length, sizeof table - 1 - length)) > 0; length += got) {}
    close(fd);
    table[length] = 0;
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

// The largest of the first files in the first folder that has any; the folder and the file's name.
static int find_sample(char *folder, char *name)
{
    for (int level = 0; level < 7; level++) {
        char deeper[NAME_MAX + 1] = "";
        long long largest = -1;
        int files = 0;
        DIR *entries = opendir(folder);
        for (struct dirent *entry; files < 8 && (entry = readdir(entries)) != NULL; ) {
            if (entry->d_type == DT_REG) {
                struct stat status;
                files++;
                if (fstatat(dirfd(entries), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_size > largest) {
                    largest = status.st_size;
                    strcpy(name, entry->d_name);
                }
            } else if (entry->d_type == DT_DIR && entry->d_name[0] != '.' && !deeper[0]) {
                strcpy(deeper, entry->d_name);
            }
        }
        closedir(entries);
        if (largest >= 0 || !deeper[0]) {
            return largest >= 0;
        }
        strncat(strcat(folder, "/"), deeper, PATH_MAX - strlen(folder) - 1);
    }
    return 0;
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

static int try_symlink(int target)
{
    char name[64];
    new_name(name);
    if (symlinkat(name, target, name) != 0) {
        return errno;
    }
    unlinkat(target, name, 0);
    return 0;
}

static int try_sample(const char *folder, const char *name, int target)
{
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    int result = try_link(directory, name, target, 0);
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
    trials->hardlink = try_link(AT_FDCWD, self, target, AT_SYMLINK_FOLLOW);
    trials->reflink = ioctl(into, FICLONE, from) < 0 ? errno : 0;
    statx(into, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_MNT_ID, &status);
    trials->clock = status.stx_mtime.tv_sec * 1000000000LL + status.stx_mtime.tv_nsec;
    trials->symlink = try_symlink(target);
    trials->sample = sample ? try_sample(sample_folder, sample, target) : 0;
    close(from);
    close(into);
    close(target);
    close(cache);
}

int judge(const char *cache, const char *target, const char *prefix)
{
    struct place places[3];
    struct trials trials;
    char files[PATH_MAX], folder[PATH_MAX], name[NAME_MAX + 1];
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
    strcpy(folder, files);
    int sampled = prefix[0] && find_sample(folder, name);
    probe(files, target, folder, sampled ? name : NULL, &trials);
    if (prefix[0]) {
        faccessat(AT_FDCWD, cache, W_OK | X_OK, AT_EACCESS);
    }
    return trials.create_cache || trials.create_target || trials.write || trials.hardlink || trials.symlink || trials.sample ? -1 : trials.reflink;
}
