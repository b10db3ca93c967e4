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
    private readonly Pair _pair;
    private readonly SafeFileHandle _cache;
    private readonly SafeFileHandle _target;

    private Probe(IFileSystem files, Pair pair, SafeFileHandle cache, SafeFileHandle target)
    {
        _files = files;
        _pair = pair;
        _cache = cache;
        _target = target;
    }

    /// <param name="samples">Files of the cache to try as well.</param>
    /// <param name="known">What fresh files did on a pair like this one, which is not tried again then.</param>
    public static Trials Run(IFileSystem files, Pair pair, IReadOnlyList<SampledFile> samples, Trials? known = null)
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
            RemoveFromParent(files, pair.Target);
            return new Probe(files, pair, cache, target).Try(cacheOpened, samples, known);
        }
    }

    // A target that did not exist yet was tried in its parent.
    private static void RemoveFromParent(IFileSystem files, Place target)
    {
        if (target.Exists && Path.GetDirectoryName(target.Existing) is { } parent && files.OpenDirectory(parent, out var handle).Succeeded)
        {
            using (handle)
            {
                Leftovers.Remove(files, handle);
            }
        }
    }

    // What is made in an append-only directory can never be removed: look before you probe.
    private bool NamesStay => _stuck || (_pair.Target.Status.Attributes & InodeAttributes.AppendOnly) != 0;

    // An attribute that a filesystem does not pass on shows when the first name cannot be removed: there is no second.
    private bool _stuck;

    private Trials Try(Errno cacheOpened, IReadOnlyList<SampledFile> samples, Trials? known)
    {
        using var into = NamesStay ? ProbeFile.CreateUnnamed(_files, _target) : ProbeFile.Create(_files, _target);
        if (!into.Created.Succeeded)
        {
            return NothingWorks(into.Created) with { CreateInCache = cacheOpened.Succeeded ? TryCreate(_cache) : cacheOpened };
        }
        var written = _files.Write(into.Handle, Block);
        using var from = cacheOpened.Succeeded ? ProbeFile.Create(_files, _cache) : ProbeFile.None(cacheOpened);
        var created = from.Created.Succeeded ? _files.Write(from.Handle, Block) : from.Created;
        if (from.HasName)
        {
            Leftovers.Remove(_files, _cache);
        }
        var trials = !from.Created.Succeeded ? Guess(created) : known ?? TryFresh(from, into);
        var trier = new SampleTrier(_files, _target, into.Handle, LinkUntried, mayTryUpper: !NamesStay && _pair.SameMount, onlyOwn: IsForeignSticky);
        var follow = known?.FollowSymlink ?? Errno.None;
        trials = trials with
        {
            CreateInCache = created,
            WriteToTarget = written,
            Clock = _files.Stat(into.Handle, out var status).Succeeded ? status.Modified : 0,
            Symlink = NamesStay ? Errno.None : known?.Symlink ?? TrySymlink(out follow),
            FollowSymlink = follow,
            Samples = trier.Try(samples, _pair.User),
            ReadOnlyCopy = samples.FirstOrDefault(sample => sample.IsRewritten && sample.CopyIsReadOnly(_pair.User)),
        };
        return from.Created.Succeeded ? trials : FromSamples(trials);
    }

    private const uint Sticky = 0x200;

    private bool IsForeignSticky => (_pair.Target.Status.Mode & Sticky) != 0 && _pair.Target.Status.Owner != _pair.User && _pair.User != 0;

    // A link copies a file of a lower layer up, and so changes the cache; then the mounts answer.
    private Errno? LinkUntried => !_pair.Cache.IsOn("overlay") && !_pair.Cache.IsOn("fuse.fuse-overlayfs") && !NamesStay ? null : _pair.SameMount ? Errno.None : Errno.EXDEV;

    private Trials TryFresh(ProbeFile from, ProbeFile into)
    {
        var reflink = _files.Clone(from.Handle, into.Handle);
        if (NamesStay)
        {
            return new Trials { Reflink = reflink, Hardlink = _pair.SameMount ? Errno.None : Errno.EXDEV };
        }
        var link = new TriedLink(_files, _target, name => from.Link(_target, name), from.Handle);
        _stuck |= link.IsStuck;
        return new Trials
        {
            Reflink = reflink,
            Hardlink = link.Errno,
            HardlinkIsSymlink = link.IsSymlink,
            LinksAreHidden = (link.IsHidden && !link.IsSymlink && !from.LinkedAnother) || _pair.Target.IsOn("overlay"),
            LinkTime = link.Errno.Succeeded && !_stuck && _pair.Target.IsRemote ? Math.Min(link.Time, new TriedLink(_files, _target, name => from.Link(_target, name)).Time) : 0,
            Links = link.Errno.Succeeded ? LinkTests.None : new LinkTests(
                new TriedLink(_files, _target, name => into.Link(_target, name)).Errno,
                new TriedLink(_files, _cache, name => from.Link(_cache, name)).Errno,
                _pair.Target.IsNetwork ? new TriedLink(_files, _cache, name => into.Link(_cache, name)).Errno : null),
        };
    }

    // A cache that we cannot write says nothing by a fresh file: the mounts answer (link(2): EXDEV is decided by them before
    // anything else).
    private Trials Guess(Errno created)
    {
        var guess = _pair.SameMount ? created : Errno.EXDEV;
        return new Trials { Reflink = guess, Hardlink = guess };
    }

    // Or better its own file.
    private static Trials FromSamples(Trials trials) => trials.Samples.Count == 0 ? trials : trials with
    {
        Reflink = trials.Samples[0].Read.Succeeded ? trials.Samples[0].Cloned : trials.Samples[0].Read,
        // What else forbids a link is a matter of that file alone.
        Hardlink = trials.Samples[0].Link == Errno.EXDEV ? Errno.EXDEV : Errno.None,
    };

    // As a tool makes it: with the absolute path of something in the cache.
    private Errno TrySymlink(out Errno follow)
    {
        var name = ProbeFile.NewName();
        var made = _files.Symlink(_pair.Cache.Existing, _target, name);
        follow = Errno.None;
        if (made.Succeeded)
        {
            var opened = _files.OpenThrough(_target, name, out var through);
            through.Dispose();
            // EACCES and the like are the cache's own answer; what the symlink itself forbids is another.
            follow = opened == Errno.EPERM || opened == Errno.ELOOP || opened == Errno.EIO ? opened : Errno.None;
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
