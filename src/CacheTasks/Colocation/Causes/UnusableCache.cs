using CacheTasks.Diagnostics;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// A tool makes symlinks and links and moves files inside its own cache; where that fails it stops, whatever the target (measured: uv on vfat,
/// exfat, SMB without mfsymlinks, a sandbox without the right to move).
/// </summary>
internal sealed class UnusableCache : Cause
{
    public override Rule Rule => Rules.UnusableCache;

    public override bool Explains(Failure failure, Pair pair) => failure.Operation is Operation.SymlinkInCache or Operation.MoveInCache;

    public override string Describe(Failure failure, Pair pair) =>
        $"{failure.Text} {pair.Cache.Path} ({pair.Cache.MountText}) fails with {failure.Errno.Name}, and the tool needs that there";

    public override string Check(Failure failure, Pair pair) => $"cd {pair.Cache.Quoted} && ln -s x probe && ls -l probe; rm -f probe";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["cacheMount"] = pair.Cache.MountText,
        ["cacheOptions"] = pair.Cache.Mount?.SuperOptions ?? "",
        ["operation"] = failure.Text,
        ["errno"] = failure.Errno.Name,
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) => pair.Cache.Mount?.FileSystem is "cifs" or "smb3"
        ? [$"Mount the share with the option mfsymlinks: mount -o remount,mfsymlinks does not do, so umount {ShellText.Quote(pair.Cache.Mount.MountPoint)} and mount it anew.", Elsewhere]
        : [Elsewhere];

    private const string Elsewhere = "Put the cache on a filesystem that has symlinks and hard links (ext4, xfs, btrfs, NFS): set CacheDirectory.";
}
