using CacheTasks.Platform;

namespace CacheTasks.Placement.Roots;

/// <summary>What shows that this process runs in a container or chroot: there a mount was made by somebody outside.</summary>
/// <param name="Evidence">In a message.</param>
/// <param name="IsWeak">Systems that run from a read-only medium show it too.</param>
internal sealed record Confinement(string Evidence, bool IsWeak = false)
{
    // Docker; Podman; what systemd notes of nspawn, LXC and others (systemd's container interface).
    private static readonly string[] Marks = ["/.dockerenv", "/run/.containerenv", "/run/systemd/container"];

    // Kubernetes sets the first in every pod; Podman, LXC and nspawn the second.
    private static readonly string[] Variables = ["KUBERNETES_SERVICE_HOST", "container"];

    // What one system's own root can be a part of: a btrfs subvolume, an ostree deployment.
    private static readonly string[] PartedRoots = ["btrfs"];
    private const string Deployment = "/ostree/";

    /// <summary>Null: nothing shows it.</summary>
    public static Confinement? Find(IFileSystem files, MountTable mounts, Func<string, string?> environment)
    {
        if (Marks.FirstOrDefault(mark => files.Stat(mark, followLink: false, out _).Succeeded) is { } file)
        {
            return new Confinement($"{file} exists");
        }
        if (Variables.FirstOrDefault(variable => environment(variable) is { Length: > 0 }) is { } name)
        {
            return new Confinement($"{name}={environment(name)}");
        }
        return OfRoot(mounts.FindByPath("/")) is { IsWeak: false } shown ? shown
            : HasOtherRoot(files) ? new Confinement("/ is not the / of process 1")
            : OfRoot(mounts.FindByPath("/"));
    }

    /// <param name="root">The mount at <c>/</c>; in a chroot that is no mount there is none.</param>
    public static Confinement? OfRoot(MountInfo? root) =>
        root is null ? new Confinement("no mount is at /, as in a chroot")
        : root.Root != "/" && !PartedRoots.Contains(root.FileSystem) && !root.Root.StartsWith(Deployment, StringComparison.Ordinal)
            ? new Confinement($"/ is the directory {root.Root} of {root.FileSystem} on {root.Source}")
        : root.FileSystem is "overlay" or "fuse.fuse-overlayfs" ? new Confinement("/ is an overlay", IsWeak: true)
        : null;

    // Only who may trace process 1 is told (proc_pid_root(5)).
    private static bool HasOtherRoot(IFileSystem files) =>
        files.Stat("/proc/1/root", followLink: true, out var first).Succeeded && files.Stat("/", followLink: true, out var own).Succeeded && !first.IsSameFile(own);
}
