namespace CacheTasks.Reports;

/// <summary>A cache or target in its filesystem.</summary>
/// <param name="Role"><c>cache</c> or <c>target</c>.</param>
/// <param name="Path">Absolute.</param>
/// <param name="FileSystem">Its type as mountinfo shows it; empty when it is not known.</param>
/// <param name="Source">What is mounted, such as <c>/dev/sda1</c> or <c>server:/export</c>.</param>
/// <param name="Device">Equal for all mounts of one filesystem; empty when it is not known.</param>
internal sealed record ReportedPlace(string Role, string Path, string MountPoint, string FileSystem, string Source, string Device)
{
    public const string Cache = "cache";
    public const string Target = "target";

    /// <summary>The files lie on another machine, or with a host.</summary>
    public bool IsNetwork { get; init; }

    /// <summary>Free for this user; null when it is not known.</summary>
    public long? FreeBytes { get; init; }
}
