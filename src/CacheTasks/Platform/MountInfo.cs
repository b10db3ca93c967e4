using System.Text;

namespace CacheTasks.Platform;

/// <summary>
/// One line of /proc/self/mountinfo (proc_pid_mountinfo(5)). <see cref="Device"/> is the superblock's, which all mounts of one
/// filesystem share; on btrfs it differs from the st_dev of files (facts/linking.md §1).
/// </summary>
internal sealed record MountInfo(
    ulong Id, string Device, string Root, string MountPoint, string Options, string FileSystem, string Source, string SuperOptions)
{
    /// <summary>The two as the kernel has them, where they are not UTF-8 as names usually are.</summary>
    internal byte[]? OddRoot { private get; init; }

    internal byte[]? OddPoint { private get; init; }

    /// <summary><see cref="Root"/> byte by byte.</summary>
    public byte[] RootBytes() => OddRoot ?? Encoding.UTF8.GetBytes(Root);

    /// <summary><see cref="MountPoint"/> byte by byte.</summary>
    public byte[] PointBytes() => OddPoint ?? Encoding.UTF8.GetBytes(MountPoint);

    /// <summary>The ID of the mount on which this one is mounted.</summary>
    public ulong Parent { get; init; }

    public bool IsReadOnly => HasOption(Options, "ro") || HasOption(SuperOptions, "ro");

    /// <summary>As a person compares it with findmnt: <c>31 /cache ext4 8:1</c>.</summary>
    public override string ToString() => $"{Id} {MountPoint} {FileSystem} {Device}";

    private static bool HasOption(string options, string name) => options.Split(',').Contains(name);
}
