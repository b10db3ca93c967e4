namespace CacheTasks.Platform;

/// <summary>
/// One line of /proc/self/mountinfo (proc_pid_mountinfo(5)). <see cref="Device"/> is the superblock's, which all mounts of one
/// filesystem share; on btrfs it differs from the st_dev of files (facts/linking.md §1).
/// </summary>
internal sealed record MountInfo(
    ulong Id, string Device, string Root, string MountPoint, string Options, string FileSystem, string Source, string SuperOptions)
{
    public bool IsReadOnly => HasOption(Options, "ro") || HasOption(SuperOptions, "ro");

    /// <summary>As a person compares it with findmnt: <c>31 /cache ext4 8:1</c>.</summary>
    public override string ToString() => $"{Id} {MountPoint} {FileSystem} {Device}";

    private static bool HasOption(string options, string name) => options.Split(',').Contains(name);
}
