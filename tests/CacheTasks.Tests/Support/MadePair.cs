using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Pairs of user 1000, by what lies between the two sides.</summary>
internal static class MadePair
{
    public static Pair OneMount { get; } = Of(MadePlace.Ext4AtSrc, MadePlace.Ext4AtSrc);

    public static Pair TwoMounts { get; } = Of(MadePlace.Ext4AtCache, MadePlace.Ext4AtSrc);

    public static Pair TwoFilesystems { get; } = Of(MadePlace.TmpfsAtTmp, MadePlace.Ext4AtSrc);

    public static Pair Of(MountInfo? cache, MountInfo? target) => new(
        MadePlace.On(cache, (cache?.MountPoint ?? "/one") + "/uv"), MadePlace.On(target, (target?.MountPoint ?? "/other") + "/app/.venv"), User: 1000);
}
