using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>
/// Tries every link mode on a pair and removes all it made. In the cache it works with a file without a name where the
/// filesystem has such, so that nothing can stay there; in the target a name exists for the microseconds between link and unlink.
/// </summary>
internal sealed class Probe
{
    // One block: btrfs keeps smaller files inline, which a clone does not share.
    private static readonly byte[] Block = new byte[4096];

    private readonly IFileSystem _files;
    private readonly SafeFileHandle _cache;
    private readonly SafeFileHandle _target;

    private Probe(IFileSystem files, SafeFileHandle cache, SafeFileHandle target)
    {
        _files = files;
        _cache = cache;
        _target = target;
    }

    /// <param name="sample">A file of the cache to try as well, or null.</param>
    public static Trials Run(IFileSystem files, Pair pair, string? sample)
    {
        using var running = RunningProbes.Enter();
        var cacheOpened = files.OpenDirectory(pair.Cache.Existing, out var cache);
        var targetOpened = files.OpenDirectory(pair.Target.Existing, out var target);
        using (cache)
        using (target)
        {
            if (!targetOpened.Succeeded)
            {
                return NothingWorks(targetOpened);
            }
            Leftovers.Remove(files, target);
            return new Probe(files, cache, target).Try(pair, cacheOpened, sample);
        }
    }

    private Trials Try(Pair pair, Errno cacheOpened, string? sample)
    {
        using var into = ProbeFile.Create(_files, _target);
        if (!into.Created.Succeeded)
        {
            return NothingWorks(into.Created) with { CreateInCache = cacheOpened.Succeeded ? TryCreate(_cache) : cacheOpened };
        }
        var written = _files.Write(into.Handle, Block);
        using var from = cacheOpened.Succeeded ? ProbeFile.Create(_files, _cache) : ProbeFile.None(cacheOpened);
        var created = from.Created.Succeeded ? _files.Write(from.Handle, Block) : from.Created;
        var trials = from.Created.Succeeded ? TryFresh(from, into, created) : TryWithoutFresh(pair, into, created, sample);
        return trials with
        {
            WriteToTarget = written,
            Clock = _files.Stat(into.Handle, out var status).Succeeded ? status.Modified : 0,
            Symlink = TrySymlink(),
            Sample = sample,
            SampleLink = sample is null ? Errno.None : TrySample(sample),
        };
    }

    private Trials TryFresh(ProbeFile from, ProbeFile into, Errno created)
    {
        var linked = TryLink(name => from.Link(_target, name), out var isSymlink);
        return new Trials
        {
            CreateInCache = created,
            Reflink = _files.Clone(from.Handle, into.Handle),
            Hardlink = linked,
            HardlinkIsSymlink = isSymlink,
        };
    }

    // A cache that we cannot write says nothing by a fresh file: its own file answers, else the mounts do (link(2): EXDEV is
    // decided by the mounts before anything else).
    private Trials TryWithoutFresh(Pair pair, ProbeFile into, Errno created, string? sample)
    {
        var guess = pair.SameMount ? created : Errno.EXDEV;
        if (sample is null)
        {
            return new Trials { CreateInCache = created, Reflink = guess, Hardlink = guess };
        }
        var opened = OpenSample(sample, out var source);
        using (source)
        {
            return new Trials
            {
                CreateInCache = created,
                Reflink = opened.Succeeded ? _files.Clone(source, into.Handle) : opened,
                Hardlink = TrySample(sample),
            };
        }
    }

    private Errno TrySample(string sample)
    {
        var opened = _files.OpenDirectory(Path.GetDirectoryName(sample)!, out var directory);
        using (directory)
        {
            return opened.Succeeded ? TryLink(name => _files.Link(directory, Path.GetFileName(sample), _target, name), out _) : opened;
        }
    }

    private Errno OpenSample(string sample, out SafeFileHandle source)
    {
        var opened = _files.OpenDirectory(Path.GetDirectoryName(sample)!, out var directory);
        using (directory)
        {
            source = directory;
            return opened.Succeeded ? _files.OpenFile(directory, Path.GetFileName(sample), out source) : opened;
        }
    }

    private Errno TryLink(Func<string, Errno> link, out bool isSymlink)
    {
        isSymlink = false;
        var name = ProbeFile.NewName();
        var linked = link(name);
        if (!linked.Succeeded)
        {
            return linked;
        }
        try
        {
            // ENOENT: another probe took our name for a leftover; the link itself worked.
            isSymlink = _files.Stat(_target, name, out var status).Succeeded && status.Kind == FileKind.Symlink;
            return Errno.None;
        }
        finally
        {
            _files.Remove(_target, name);
        }
    }

    private Errno TrySymlink()
    {
        var name = ProbeFile.NewName();
        var made = _files.Symlink(name, _target, name);
        if (made.Succeeded)
        {
            _files.Remove(_target, name);
        }
        return made;
    }

    private Errno TryCreate(SafeFileHandle directory)
    {
        using var file = ProbeFile.Create(_files, directory);
        return file.Created;
    }

    private static Trials NothingWorks(Errno target) =>
        new() { CreateInTarget = target, WriteToTarget = target, Reflink = target, Hardlink = target, Symlink = target };
}
