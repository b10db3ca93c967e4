using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.ProbeLoop;

/// <summary>The real calls; before the given change of a filesystem the process gets SIGKILL, as it would get it from anybody.</summary>
internal sealed class KillingTrees(ITreeChanges real, int stopAt) : ITreeChanges
{
    public int Changes { get; private set; }

    public Errno OpenDirectory(string path, out SafeFileHandle handle) => real.OpenDirectory(path, out handle);

    public Errno OpenDirectory(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) => real.OpenDirectory(parent, name, out handle);

    public Errno OpenFile(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) => real.OpenFile(parent, name, out handle);

    public Errno OpenFileToLock(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) => real.OpenFileToLock(parent, name, out handle);

    public Errno CreateFile(SafeFileHandle parent, EntryName name, out SafeFileHandle handle)
    {
        Count();
        return real.CreateFile(parent, name, out handle);
    }

    public Errno Stat(SafeFileHandle file, out TreeStatus status) => real.Stat(file, out status);

    public Errno Stat(SafeFileHandle parent, EntryName name, out TreeStatus status) => real.Stat(parent, name, out status);

    public Errno List(SafeFileHandle directory, out IReadOnlyList<TreeEntry> entries) => real.List(directory, out entries);

    public Errno MakeDirectory(SafeFileHandle parent, EntryName name) => Do(() => real.MakeDirectory(parent, name));

    public Errno ReadLink(SafeFileHandle parent, EntryName name, out byte[] content) => real.ReadLink(parent, name, out content);

    public Errno Symlink(byte[] content, SafeFileHandle parent, EntryName name) => Do(() => real.Symlink(content, parent, name));

    public Errno Link(SafeFileHandle fromParent, EntryName fromName, SafeFileHandle toParent, EntryName toName) => Do(() => real.Link(fromParent, fromName, toParent, toName));

    public Errno CopyContents(SafeFileHandle from, SafeFileHandle to, ulong size) => Do(() => real.CopyContents(from, to, size));

    public Errno SetTimes(SafeFileHandle file, long accessed, long modified) => Do(() => real.SetTimes(file, accessed, modified));

    public Errno SetLinkTimes(SafeFileHandle parent, EntryName name, long accessed, long modified) => Do(() => real.SetLinkTimes(parent, name, accessed, modified));

    public Errno ChangeMode(SafeFileHandle file, uint mode) => Do(() => real.ChangeMode(file, mode));

    public Errno ChangeOwner(SafeFileHandle file, uint user) => Do(() => real.ChangeOwner(file, user));

    public Errno RemoveFile(SafeFileHandle parent, EntryName name) => Do(() => real.RemoveFile(parent, name));

    public Errno RemoveDirectory(SafeFileHandle parent, EntryName name) => Do(() => real.RemoveDirectory(parent, name));

    public Errno Rename(SafeFileHandle fromParent, EntryName fromName, SafeFileHandle toParent, EntryName toName) => Do(() => real.Rename(fromParent, fromName, toParent, toName));

    public Errno Sync(SafeFileHandle directory) => real.Sync(directory);

    private Errno Do(Func<Errno> change)
    {
        Count();
        return change();
    }

    private void Count()
    {
        if (++Changes != stopAt)
            return;
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
