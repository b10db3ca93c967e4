using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// All lock files of a target, held exclusively: nobody builds in it meanwhile. Whoever starts then waits, and would go on in the
/// old place without a lock once the directory has moved, so that it has to be looked for waiters, too.
/// </summary>
internal sealed class TargetLocks : IDisposable
{
    // NFS_SUPER_MAGIC (linux/magic.h): cargo does not lock there, so a lock that we get says nothing.
    private const long Nfs = 0x6969;

    private readonly MoveTools _tools;
    private readonly IReadOnlyList<string> _names;
    private readonly List<(LockFile File, SafeFileHandle Handle)> _held = [];

    private TargetLocks(MoveTools tools, IReadOnlyList<string> names)
    {
        _tools = tools;
        _names = names;
    }

    /// <param name="refusal">Why not all could be taken.</param>
    /// <returns>Null with a refusal.</returns>
    public static TargetLocks? TryTake(MoveTools tools, string target, IReadOnlyList<string> names, out string? refusal)
    {
        var locks = new TargetLocks(tools, names);
        refusal = locks.FindDisturbance(target);
        if (refusal is null)
        {
            return locks;
        }
        locks.Dispose();
        return null;
    }

    /// <summary>Takes what has no lock yet, and looks who waits.</summary>
    /// <param name="target">Where the directory is now.</param>
    /// <returns>What keeps the directory from being moved; null when nobody is in it.</returns>
    public string? FindDisturbance(string target)
    {
        using var mounts = _tools.Files.ReadMounts();
        foreach (var file in new LockFiles(_tools.Files, mounts).Find(target, _names).Where(file => !_held.Any(held => held.File.Status.IsSameFile(file.Status))))
        {
            if (Take(file) is { } refusal)
            {
                return refusal;
            }
        }
        var waiting = Holders().SelectMany(held => held.Waiting.Select(row => (held.File, row))).FirstOrDefault();
        return waiting.File is null ? null : $"{Describe(waiting.row.ProcessId)} waits to build in it ({waiting.File.Place})";
    }

    public void Dispose()
    {
        foreach (var held in _held)
        {
            held.Handle.Dispose();
        }
        _held.Clear();
    }

    private string? Take(LockFile file)
    {
        var opened = _tools.Files.OpenDirectory(Path.GetDirectoryName(file.Path)!, out var folder);
        using (folder)
        {
            var errno = opened.Succeeded ? _tools.Trees.OpenFile(folder, file.Name, out var handle) : NoHandle.After(opened, out handle);
            // Removed meanwhile, or another file: somebody is at work there.
            if (errno.Succeeded && !(_tools.Trees.Stat(handle, out var status).Succeeded && status.Inode == file.Status.Inode && status.Device == file.Status.Device))
            {
                errno = Errno.EAGAIN;
            }
            errno = errno.Succeeded && _tools.Locks.MagicOf(handle) == Nfs ? Errno.ENOSYS : errno;
            errno = errno.Succeeded ? _tools.Locks.TryLock(handle, exclusive: true) : errno;
            if (errno.Succeeded)
            {
                _held.Add((file, handle));
                return null;
            }
            handle.Dispose();
            return errno == Errno.EAGAIN ? DescribeHolder(file) : $"whether somebody builds in it cannot be told: {file.Path} cannot be locked ({errno.Name})";
        }
    }

    private string DescribeHolder(LockFile file)
    {
        var holder = new LockHolders(_tools.Locks, _tools.Processes).Find([file]).SelectMany(held => held.Holders).Select(row => row.ProcessId).FirstOrDefault();
        return $"{(holder > 0 ? Describe(holder) : "somebody")} builds in it ({file.Place})";
    }

    private IReadOnlyList<HeldLock> Holders() => new LockHolders(_tools.Locks, _tools.Processes).Find(_held.Select(held => held.File).ToList());

    private string Describe(int process)
    {
        var facts = _tools.Processes.Find(process);
        var user = facts?.User is { } id ? $" of user {_tools.NameOf(id)}" : "";
        return $"process {process}{user}{(facts is null ? "" : $" (`{facts.CommandLine}`)")}";
    }
}
