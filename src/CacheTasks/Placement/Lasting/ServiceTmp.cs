using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>The /tmp and /var/tmp of a service with PrivateTmp= (systemd.exec(5)): removed when it stops.</summary>
internal sealed class ServiceTmp : ShortLife
{
    public override string Name => "PrivateTmp";

    public override string Owner => "the service";

    public override string? Find(IFileSystem files, string path, MountInfo mount) =>
        mount.Root.Contains("/systemd-private-") ? $"{mount.MountPoint} is the PrivateTmp of a service, removed when that stops" : null;
}
