using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// ioctl_ficlone(2): EOPNOTSUPP or ENOTTY where the filesystem has no clones: ext4, tmpfs, xfs made with reflink=0. Never a reason to
/// warn by itself, since hard links do as well.
/// </summary>
internal sealed class NoClones : Cause
{
    public override Rule Rule => Rules.NoClones;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Operation == Operation.Clone && (failure.Errno == Errno.EOPNOTSUPP || failure.Errno == Errno.ENOTTY || failure.Errno == Errno.ENOSYS || failure.Errno == Errno.EBADF);

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Target.Mount?.FileSystem ?? "the filesystem"} ({pair.Target.FilesystemDevice}) has no clones";

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
        ["Where hard links are good enough, nothing needs doing; for clones put cache and target on one xfs (reflink=1) or btrfs."];
}
