using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>The /tmp and /var/tmp of a service with PrivateTmp= (systemd.exec(5)): removed when it stops.</summary>
internal sealed class ServiceTmp : ShortLife
{
    public override string Owner => "the service";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree) =>
        mount.Root.Contains("/systemd-private-") ? $"{mount.MountPoint} is its PrivateTmp" : null;
}
