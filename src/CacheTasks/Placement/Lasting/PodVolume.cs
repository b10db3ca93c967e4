using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>Kubernetes' emptyDir: removed with its pod. The kubelet's path on the node is the mount's root.</summary>
internal sealed class PodVolume : ShortLife
{
    private const string Folder = "/kubernetes.io~empty-dir/";

    public override string Owner => "the pod";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree) =>
        (mount.Root + "/").IndexOf(Folder, StringComparison.Ordinal) is var at and >= 0
            ? $"{mount.MountPoint} is the emptyDir volume {(mount.Root + "/").Substring(at + Folder.Length).Split('/')[0]}" : null;
}
