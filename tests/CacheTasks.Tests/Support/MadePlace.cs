using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Observed directories as records: what a cause may look at needs no filesystem.</summary>
internal static class MadePlace
{
    public static readonly MountInfo Ext4AtCache = new(31, "8:1", "/cache", "/cache", "rw,relatime", "ext4", "/dev/sda1", "rw");
    public static readonly MountInfo Ext4AtSrc = new(36, "8:1", "/src", "/src", "rw,relatime", "ext4", "/dev/sda1", "rw");
    public static readonly MountInfo TmpfsAtTmp = new(40, "0:35", "/", "/tmp", "rw,nosuid", "tmpfs", "tmpfs", "rw,size=1024k");

    /// <summary>An existing directory of user 1000.</summary>
    public static Place On(MountInfo? mount, string path, uint owner = 1000, uint mode = 0x1ED) =>
        new(path, path, new FileStatus(FileKind.Directory, DeviceOf(mount), 7, mount?.Id ?? 0, owner, 1000, mode, 2, 4096, 0, 0), mount);

    private static Device DeviceOf(MountInfo? mount)
    {
        var numbers = (mount?.Device ?? "8:1").Split(':');
        return new Device(uint.Parse(numbers[0]), uint.Parse(numbers[1]));
    }
}
