using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Caches;

/// <summary>Copies single files into a folder that others read: made complete beside, then renamed into a name that is free.</summary>
internal sealed class FileCopy(ITreeChanges trees, SafeFileHandle staging)
{
    private const uint MostMode = 0x1ED;
    private const uint OwnerReadWrite = 0x180;
    private const uint EverybodyReads = 0x24;

    private int _made;

    /// <summary>Files whose group or others may not read them.</summary>
    public int Unreadable { get; private set; }

    /// <param name="check">Looks at the copy before anybody can see it; false: it is not what it should be.</param>
    /// <param name="replace">What has the name goes, once the copy is complete.</param>
    /// <returns>EEXIST when the name is taken; EINVAL for what is not a file or fails the check.</returns>
    public Errno Copy(SafeFileHandle from, SafeFileHandle to, string name, Func<SafeFileHandle, bool>? check = null, bool replace = false)
    {
        var errno = trees.OpenFile(from, name, out var source);
        using (source)
        {
            if (!errno.Succeeded || !(errno = trees.Stat(source, out var status)).Succeeded)
            {
                return errno;
            }
            return status.Kind == FileKind.File ? Copy(source, status, to, name, check, replace) : Errno.EINVAL;
        }
    }

    public Errno Symlink(string content, SafeFileHandle to, string name)
    {
        string staged = Next();
        var errno = trees.Symlink([.. System.Text.Encoding.UTF8.GetBytes(content), 0], staging, staged);
        return errno.Succeeded ? Place(staged, to, name) : errno;
    }

    private Errno Copy(SafeFileHandle source, in TreeStatus status, SafeFileHandle to, string name, Func<SafeFileHandle, bool>? check, bool replace)
    {
        var staged = Next();
        var errno = trees.CreateFile(staging, staged, out var target);
        using (target)
        {
            if (errno.Succeeded)
            {
                errno = Fill(source, status, target);
                errno = errno.Succeeded && check?.Invoke(target) == false ? Errno.EINVAL : errno;
            }
        }
        if (!errno.Succeeded)
        {
            trees.RemoveFile(staging, staged);
            return errno;
        }
        Unreadable += (status.Mode & EverybodyReads) == EverybodyReads ? 0 : 1;
        if (replace)
        {
            trees.RemoveFile(to, name);
        }
        return Place(staged, to, name);
    }

    private Errno Fill(SafeFileHandle source, in TreeStatus status, SafeFileHandle target)
    {
        var errno = trees.CopyContents(source, target, status.Size);
        errno = errno.Succeeded ? trees.ChangeMode(target, (status.Mode & MostMode) | OwnerReadWrite) : errno;
        return errno.Succeeded ? trees.SetTimes(target, status.Accessed, status.Modified) : errno;
    }

    private Errno Place(string staged, SafeFileHandle to, string name)
    {
        var errno = trees.Rename(staging, staged, to, name);
        if (!errno.Succeeded)
        {
            trees.RemoveFile(staging, staged);
        }
        return errno;
    }

    private string Next() => $"f{_made++}";
}
