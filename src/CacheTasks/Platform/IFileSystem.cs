using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>
/// The calls that observing and probing need, in domain words. Each returns the error number as data: a link that fails is
/// a finding, not an exception. Names in a directory are relative to an open handle, so that a path renamed meanwhile
/// cannot redirect a probe.
/// </summary>
internal interface IFileSystem
{
    /// <summary>Effective user ID of this process.</summary>
    uint EffectiveUser { get; }

    Errno Stat(string path, bool followLink, out FileStatus status);

    Errno Stat(SafeFileHandle directory, string name, out FileStatus status);

    /// <summary>Of an entry below a directory, a symlink in the last place not followed: for many files of one folder.</summary>
    Errno Stat(SafeFileHandle directory, EntryName path, out FileStatus status);

    Errno Stat(SafeFileHandle file, out FileStatus status);

    /// <summary>What a symlink says; null when it cannot be read.</summary>
    string? ReadLink(string path);

    /// <summary>The mounts at this moment; the caller disposes the table.</summary>
    MountTable ReadMounts();

    /// <summary>What the system allows this process; read once.</summary>
    HostFacts Host { get; }

    /// <summary>What decides about links beyond a status.</summary>
    DirectoryDetails Inspect(SafeFileHandle directory);

    /// <summary>Whether a file of an overlay lies in a lower layer, so that a link copies it up; null where nothing tells.</summary>
    bool? IsInLowerLayer(SafeFileHandle file);

    /// <summary>Whether an access list (acl(5)) adds users or groups; the group bits of a mode are then the mask of all of them.</summary>
    bool HasAccessList(string path);

    /// <summary>The path of an open directory without symlinks; null without /proc or when it was removed.</summary>
    string? PathOf(SafeFileHandle directory);

    /// <summary>Whether the effective user may create entries in the directory (faccessat(2), AT_EACCESS).</summary>
    Errno CheckWritable(string directory);

    /// <summary>Whether the effective user may read and write the file (faccessat(2), AT_EACCESS).</summary>
    Errno CheckReadWrite(string file);

    Errno OpenDirectory(string path, out SafeFileHandle handle);

    /// <summary>Opens a directory below another without following a symlink in the last component.</summary>
    Errno OpenDirectory(SafeFileHandle parent, string name, out SafeFileHandle handle);

    /// <summary>
    /// Opens a directory below another by openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS, where the kernel or a sandbox has
    /// none of that by openat(2) with O_NOFOLLOW: ELOOP or ENOTDIR for a symlink.
    /// </summary>
    Errno OpenBelow(SafeFileHandle parent, string name, out SafeFileHandle handle);

    /// <summary>Opens a directory below another, following a symlink.</summary>
    Errno OpenThrough(SafeFileHandle parent, string name, out SafeFileHandle handle);

    Errno OpenFile(SafeFileHandle directory, string name, out SafeFileHandle handle);

    /// <summary>A file without a name (O_TMPFILE): nothing can be left behind. EOPNOTSUPP, EISDIR or EINVAL where there is none.</summary>
    Errno CreateUnnamed(SafeFileHandle directory, out SafeFileHandle file);

    Errno Create(SafeFileHandle directory, string name, out SafeFileHandle file);

    Errno Write(SafeFileHandle file, ReadOnlySpan<byte> bytes);

    /// <summary>Makes the file empty.</summary>
    Errno Empty(SafeFileHandle file);

    Errno MakeDirectory(SafeFileHandle directory, string name, uint mode);

    Errno ChangeMode(SafeFileHandle file, uint mode);

    Errno Link(SafeFileHandle fromDirectory, string fromName, SafeFileHandle toDirectory, string toName);

    Errno LinkUnnamed(SafeFileHandle file, SafeFileHandle toDirectory, string toName);

    /// <summary>FICLONE (ioctl_ficlone(2)): makes <paramref name="target"/> share all blocks of <paramref name="source"/>.</summary>
    Errno Clone(SafeFileHandle source, SafeFileHandle target);

    Errno Symlink(string content, SafeFileHandle directory, string name);

    Errno Remove(SafeFileHandle directory, string name);

    /// <summary>Removes an empty directory: ENOTEMPTY where it holds anything.</summary>
    Errno RemoveDirectory(SafeFileHandle directory, string name);

    /// <summary>A rename that replaces nothing (RENAME_NOREPLACE): EEXIST, or EINVAL where the filesystem cannot promise that.</summary>
    Errno Rename(SafeFileHandle fromDirectory, string fromName, SafeFileHandle toDirectory, string toName);

    /// <summary>Entries of a directory in the filesystem's own order, without <c>.</c> and <c>..</c>.</summary>
    /// <param name="most">No more than about a thousand are read for a small number.</param>
    IReadOnlyList<DirectoryEntry> List(SafeFileHandle directory, int most);

    /// <summary>
    /// Names in the directory that begin with <paramref name="prefix"/>, among about ten thousand entries:
    /// looking stays cheap in a very large directory.
    /// </summary>
    IReadOnlyList<string> FindNames(SafeFileHandle directory, string prefix);

    /// <summary>The first extent of a file (FS_IOC_FIEMAP), to see whether two files share blocks.</summary>
    Errno FirstExtent(string path, out Extent extent);

    /// <summary>As above, of a file below a directory.</summary>
    Errno FirstExtent(SafeFileHandle directory, EntryName path, out Extent extent);

    /// <summary>
    /// User and system time, faults and switches of the ended children of this process, as one number that only grows: it
    /// differs when a child ended in between (getrusage(2), RUSAGE_CHILDREN).
    /// </summary>
    ulong EndedChildren();

    /// <summary>Whether a process with this ID exists here.</summary>
    bool ProcessExists(int processId);
}
