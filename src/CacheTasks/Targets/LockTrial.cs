using System.Globalization;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>2008: whether the tool's locks work in a target, tried on a file of ours that nobody else sees.</summary>
internal sealed class LockTrial(IFileSystem files, IFileLocks locks, ToolProfile profile)
{
    private const string WayOut = "Do not build twice at the same time there, or put the target on a local disk: SharedRoot or TargetDirectory.";

    /// <summary>Null when they work, or when nothing can be tried, such as in a folder that cannot be written.</summary>
    public Finding? Try(string target)
    {
        var opened = files.OpenDirectory(target, out var directory);
        using (directory)
        {
            return !opened.Succeeded ? null : DescribeSkipped(target, locks.MagicOf(directory)) ?? DescribeRefused(target, Lock(directory));
        }
    }

    private Errno Lock(Microsoft.Win32.SafeHandles.SafeFileHandle directory)
    {
        using var file = ProbeFile.Create(files, directory);
        return file.Created.Succeeded ? locks.TryLock(file.Handle, exclusive: true) : Errno.None;
    }

    private Finding? DescribeSkipped(string target, long magic)
    {
        var number = "0x" + magic.ToString("x", CultureInfo.InvariantCulture);
        return !profile.SkipsLocksOn.Contains(number, StringComparer.OrdinalIgnoreCase) ? null : new Finding(
            Rules.NoLocks,
            $"two builds at the same time can spoil the target {target}: {profile.Executable} does not lock on this type of filesystem ({number}). To see it: `stat -f -c '%T 0x%t' {ShellText.Quote(target)}`. {WayOut}");
    }

    private Finding? DescribeRefused(string target, Errno errno) => errno.Succeeded || errno == Errno.EAGAIN ? null : new Finding(
        Rules.NoLocks,
        $"{profile.Executable} will fail, or two builds at the same time can spoil the target {target}: locks do not work there, flock(2) fails with {errno.Text} ({errno.Name}). To see it: `flock --nonblock {ShellText.Quote(target)} true`. {WayOut}");
}
