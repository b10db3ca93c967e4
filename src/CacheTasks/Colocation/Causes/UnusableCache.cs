using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// A tool makes symlinks and links and moves files inside its own cache; where that fails it stops, whatever the target (measured: uv on vfat,
/// exfat, SMB without mfsymlinks, a sandbox without the right to move).
/// </summary>
internal sealed class UnusableCache : Cause
{
    public override Rule Rule => Rules.UnusableCache;

    public override bool Explains(Failure failure, Pair pair) => failure.Operation is Operation.LockCache or Operation.LockPackage or Operation.SymlinkInCache or Operation.Symlink
        && failure.Errno != Errno.ENOSPC && failure.Errno != Errno.EDQUOT && !OnlySymlinks(failure);

    // Installers have another way where a target has no symlinks at all (EPERM by symlink(2)).
    private static bool OnlySymlinks(Failure failure) =>
        failure.Operation == Operation.Symlink && (failure.Errno == Errno.EPERM || failure.Errno == Errno.EOPNOTSUPP || failure.Errno == Errno.EROFS || failure.Errno == Errno.EACCES);

    public override string Describe(Failure failure, Pair pair) =>
        $"on {pair.PlaceOf(failure).MountText}, where {pair.PlaceOf(failure).Path} lies, {failure.Text} fails with {failure.Errno.Name}, and the tool needs that there";

    public override string Check(Failure failure, Pair pair) => failure.Operation is Operation.LockCache or Operation.LockPackage
        ? TryLink(pair.Root, pair.Root)
        : $"cd {pair.PlaceOf(failure).Quoted} && ln -s x probe && ls -l probe; rm -f probe";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["mount"] = pair.PlaceOf(failure).MountText,
        ["mountOptions"] = pair.PlaceOf(failure).Mount?.SuperOptions ?? "",
        ["operation"] = failure.Text,
        ["errno"] = failure.Errno.Name,
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) => pair.Cache.Mount?.FileSystem is "cifs" or "smb3"
        ? [$"Mount the share with the option mfsymlinks: mount -o remount,mfsymlinks does not do, so `umount {ShellText.Quote(pair.Cache.Mount.MountPoint)}` and mount it anew.", Elsewhere]
        : failure.Operation == Operation.Symlink ? [Elsewhere.Replace("the cache", "the target").Replace("CacheDirectory", "TargetDirectory")] : [Elsewhere];

    private const string Elsewhere = "Put the cache on a filesystem that has symlinks and hard links (ext4, xfs, btrfs, NFS): set CacheDirectory.";
}
