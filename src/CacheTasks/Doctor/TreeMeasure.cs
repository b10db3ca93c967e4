using System.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Progress;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Doctor;

/// <summary>What was seen of a tree.</summary>
/// <param name="Files">Everything that is no directory.</param>
/// <param name="Bytes">On disk, those of a file with several names once.</param>
/// <param name="Owners">Users, with the number of their entries.</param>
/// <param name="IsComplete">False: there is more than that.</param>
internal sealed record TreeSize(long Files, ulong Bytes, IReadOnlyDictionary<uint, long> Owners, bool IsComplete);

/// <summary>Measures a tree within a budget: it follows no symlink and enters no other mount.</summary>
/// <param name="mostEntries">Each may be a round trip to a server.</param>
internal sealed class TreeMeasure(ITreeChanges trees, int mostEntries, TimeSpan mostTime, WorkProgress? progress, CancellationToken cancellation)
{
    private const int Deepest = 100;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<uint, long> _owners = [];
    private readonly HashSet<(Device, ulong)> _linked = [];
    private long _entries;
    private long _files;
    private ulong _bytes;
    private ulong _mount;
    private bool _isCut;

    /// <returns>Null when it is no directory that can be opened.</returns>
    public TreeSize? Of(string path)
    {
        if (!trees.OpenDirectory(path, out var root).Succeeded)
        {
            root.Dispose();
            return null;
        }
        using (root)
        {
            if (trees.Stat(root, out var status).Succeeded)
            {
                _mount = status.MountId;
                Count(status);
                Walk(root, 0);
            }
            return new TreeSize(_files, _bytes, _owners, !_isCut);
        }
    }

    private void Walk(SafeFileHandle directory, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        if (depth > Deepest || !trees.List(directory, out var entries).Succeeded)
        {
            _isCut = true;
            return;
        }
        progress?.Add(entries.Count);
        foreach (var entry in entries)
        {
            if (++_entries > mostEntries || _clock.Elapsed > mostTime)
            {
                _isCut = true;
                return;
            }
            if (!trees.Stat(directory, entry.Name, out var status).Succeeded)
            {
                continue;
            }
            Count(status);
            if (status.Kind == FileKind.Directory && status.MountId == _mount)
            {
                Enter(directory, entry.Name, depth + 1);
            }
        }
    }

    private void Enter(SafeFileHandle parent, EntryName name, int depth)
    {
        var opened = trees.OpenDirectory(parent, name, out var child);
        using (child)
        {
            if (opened.Succeeded)
            {
                Walk(child, depth);
            }
            else
            {
                _isCut = true;
            }
        }
    }

    private void Count(in TreeStatus status)
    {
        _owners[status.Owner] = (_owners.TryGetValue(status.Owner, out var count) ? count : 0) + 1;
        _files += status.Kind == FileKind.Directory ? 0 : 1;
        _bytes += status.Kind == FileKind.Directory || status.Links <= 1 || _linked.Add((status.Device, status.Inode)) ? status.Allocated : 0;
    }
}
