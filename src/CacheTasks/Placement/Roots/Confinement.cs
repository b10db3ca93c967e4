using CacheTasks.Platform;

namespace CacheTasks.Placement.Roots;

/// <summary>What shows that this process runs in a container or chroot: there a mount was made by somebody outside.</summary>
/// <param name="Evidence">In a message.</param>
/// <param name="IsWeak">Systems that run from a read-only medium show it too.</param>
internal sealed record Confinement(string Evidence, bool IsWeak = false)
{
    // Podman; what systemd notes of nspawn, LXC and others (systemd's container interface). /run is made anew for each.
    private static readonly string[] Marks = ["/run/.containerenv", "/run/systemd/container"];

    // A system whose files came from an image has it too: it counts only where / is no disk.
    private const string DockerMark = "/.dockerenv";

    // Kubernetes sets the first in every pod; Podman, LXC and nspawn the second.
    private static readonly string[] Variables = ["KUBERNETES_SERVICE_HOST", "container"];

    // What one system's own root can be a part of: a btrfs subvolume, an ostree deployment.
    private const string Parted = "btrfs";
    private const string Deployment = "/ostree/";

    /// <summary>Null: nothing shows it.</summary>
    public static Confinement? Find(IFileSystem files, MountTable mounts, Func<string, string?> environment)
    {
        var top = mounts.FindByPath("/");
        var marks = IsDisk(top) ? Marks : [DockerMark, .. Marks];
        if (marks.FirstOrDefault(mark => files.Stat(mark, followLink: false, out _).Succeeded) is { } file)
        {
            return new Confinement($"{file} exists");
        }
        if (Variables.FirstOrDefault(variable => environment(variable) is { Length: > 0 }) is { } name)
        {
            return new Confinement($"{name}={environment(name)}");
        }
        var shown = OfRoot(top);
        return shown is { IsWeak: false } || !HasOtherRoot(files) ? shown : new Confinement("/ is not the / of process 1");
    }

    /// <param name="root">The mount at <c>/</c>; in a chroot that is no mount there is none.</param>
    public static Confinement? OfRoot(MountInfo? root) =>
        root is null ? new Confinement("no mount is at /, as in a chroot")
        : root.Root != "/" && root.FileSystem != Parted && !root.Root.StartsWith(Deployment, StringComparison.Ordinal)
            ? new Confinement($"/ is the directory {root.Root} of the {root.FileSystem} on {root.Source}")
        : root.FileSystem is "overlay" or "fuse.fuse-overlayfs" ? new Confinement("/ is an overlay", IsWeak: true)
        : null;

    /// <summary>The whole of a block device.</summary>
    public static bool IsDisk(MountInfo? root) => root is { Root: "/" } && root.Source.StartsWith("/dev/", StringComparison.Ordinal);

    // Only who may trace process 1 is told (proc_pid_root(5)).
    private static bool HasOtherRoot(IFileSystem files) =>
        files.Stat("/proc/1/root", followLink: true, out var first).Succeeded && files.Stat("/", followLink: true, out var own).Succeeded && !first.IsSameFile(own);
}
