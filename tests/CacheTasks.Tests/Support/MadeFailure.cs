using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Failures as the product makes them: where one of the cache's own files is tried, it is named.</summary>
internal static class MadeFailure
{
    private static readonly Errno[] s_errnos =
    [
        Errno.None, Errno.EPERM, Errno.EIO, Errno.EACCES, Errno.EXDEV, Errno.EINVAL, Errno.EROFS, Errno.ENOSPC, Errno.EDQUOT, Errno.EMLINK, Errno.ERANGE,
        Errno.ENOSYS, Errno.EOVERFLOW, Errno.EOPNOTSUPP, Errno.ENOKEY, new(200),
    ];

    /// <summary>Every operation with every error, on files of several owners and flags.</summary>
    public static IEnumerable<Failure> All =>
        from operation in Enum.GetValues<Operation>()
        from errno in s_errnos
        from file in Files(operation)
        select new Failure(operation, errno) { File = file, FirstFile = operation == Operation.LaterFile ? MadeSample.File() : null };

    public static Failure Of(Operation operation, Errno errno, SampledFile? file = null) => new(operation, errno) { File = file };

    private static SampledFile?[] Files(Operation operation) => operation switch
    {
        Operation.SampleLink or Operation.ReadSample or Operation.LaterFile or Operation.CopyUp or Operation.WriteToCopy =>
        [
            MadeSample.File(), MadeSample.File(owner: 0), MadeSample.File(owner: HostFacts.OverflowUser), MadeSample.File(attributes: InodeAttributes.Immutable),
            MadeSample.File(attributes: InodeAttributes.AppendOnly),
        ],
        _ => [null],
    };
}
