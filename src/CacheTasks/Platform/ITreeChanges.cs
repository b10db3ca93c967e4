using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>
/// The calls by which a whole tree is read, copied, given away or removed. Every name is relative to an open directory and never
/// followed when it is a symlink, so that nobody can redirect a walk; errors are data.
/// </summary>
internal interface ITreeChanges
{
    /// <summary>Opens a directory by path; symlinks above its last component are followed, that one is not.</summary>
    Errno OpenDirectory(string path, out SafeFileHandle handle);

    Errno OpenDirectory(SafeFileHandle parent, EntryName name, out SafeFileHandle handle);

    /// <summary>To read; opening a FIFO does not wait for its writer.</summary>
    Errno OpenFile(SafeFileHandle parent, EntryName name, out SafeFileHandle handle);

    /// <summary>To read and write, without a change: over NFS no other file can be locked exclusively (flock(2)).</summary>
    Errno OpenFileToLock(SafeFileHandle parent, EntryName name, out SafeFileHandle handle);

    /// <summary>A new file for its owner alone; EEXIST when anything has the name.</summary>
    Errno CreateFile(SafeFileHandle parent, EntryName name, out SafeFileHandle handle);

    Errno Stat(SafeFileHandle file, out TreeStatus status);

    Errno Stat(SafeFileHandle parent, EntryName name, out TreeStatus status);

    /// <summary>All entries without <c>.</c> and <c>..</c>; the handle is read from its beginning.</summary>
    Errno List(SafeFileHandle directory, out IReadOnlyList<TreeEntry> entries);

    /// <summary>A new directory for its owner alone.</summary>
    Errno MakeDirectory(SafeFileHandle parent, EntryName name);

    /// <summary>What a symlink says, byte by byte, with a NUL behind it.</summary>
    Errno ReadLink(SafeFileHandle parent, EntryName name, out byte[] content);

    Errno Symlink(byte[] content, SafeFileHandle parent, EntryName name);

    Errno Link(SafeFileHandle fromParent, EntryName fromName, SafeFileHandle toParent, EntryName toName);

    /// <summary>Makes an empty file equal to another: a clone, else a copy in the kernel, else one through this process; holes stay holes.</summary>
    Errno CopyContents(SafeFileHandle from, SafeFileHandle to, ulong size);

    /// <summary>Nanoseconds since the epoch.</summary>
    Errno SetTimes(SafeFileHandle file, long accessed, long modified);

    /// <summary>Of a symlink itself.</summary>
    Errno SetLinkTimes(SafeFileHandle parent, EntryName name, long accessed, long modified);

    Errno ChangeMode(SafeFileHandle file, uint mode);

    /// <summary>The group stays as it is.</summary>
    Errno ChangeOwner(SafeFileHandle file, uint user);

    Errno RemoveFile(SafeFileHandle parent, EntryName name);

    Errno RemoveDirectory(SafeFileHandle parent, EntryName name);

    /// <summary>
    /// Moves a directory. Replaces nothing: EEXIST when the new name is taken; at most an empty directory where the filesystem knows no
    /// such rename (rename(2)).
    /// </summary>
    Errno Rename(SafeFileHandle fromParent, EntryName fromName, SafeFileHandle toParent, EntryName toName);

    /// <summary>Writes all that is pending for the filesystem and tells what could not be written (syncfs(2), since Linux 5.8).</summary>
    Errno Sync(SafeFileHandle directory);
}
