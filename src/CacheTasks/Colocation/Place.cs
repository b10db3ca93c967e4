using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// A directory as observed without touching it: what exists of <see cref="Path"/> and where that lies. What does not exist
/// yet would be created in <see cref="Existing"/>, so there it is tried.
/// </summary>
internal sealed record Place(string Path, string Existing, FileStatus Status, MountInfo? Mount)
{
    /// <summary>Looked at only when something failed; before that, none.</summary>
    public DirectoryDetails Details { get; init; } = DirectoryDetails.None;

    public bool Exists => Path.Length == Existing.Length;

    /// <summary>As evidence: <c>31 /cache ext4 8:1</c>, or the device alone where the mount is not known.</summary>
    public string MountText => Mount?.ToString() ?? $"mount {Status.MountId}, device {Status.Device}";

    /// <summary>The superblock's device, which all mounts and subvolumes of one filesystem share.</summary>
    public string FilesystemDevice => Mount?.Device ?? Status.Device.ToString();

    /// <summary>The filesystem's type, or words that stand for it.</summary>
    public string FilesystemName => Mount?.FileSystem ?? "filesystem";

    public bool IsOn(string type) => Mount?.FileSystem == type;

    /// <summary>Of the filesystem, as the mount shows them.</summary>
    public bool HasOption(string option) => Mount is { } mount && mount.SuperOptions.Split(',').Contains(option);

    public bool IsNetwork => Mount is { } mount && FilesystemTypes.IsNetwork(mount.FileSystem);

    /// <summary>Each call goes to a server or to another process.</summary>
    public bool IsRemote => Mount is { } mount && FilesystemTypes.CanHang(mount.FileSystem);

    /// <summary>As a shell command names the whole path, which exists at the latest after the step; the same whatever a cache holds.</summary>
    public string Named => ShellText.Quote(Path);

    /// <summary>As a shell command names the existing part.</summary>
    public string Quoted => ShellText.Quote(Existing);
}
