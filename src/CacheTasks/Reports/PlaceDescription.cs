namespace CacheTasks.Reports;

/// <summary>A place's filesystem in words: <c>xfs on /dev/sdb1, mounted at /cache, 120 GB free</c>.</summary>
internal static class PlaceDescription
{
    public static string Of(ReportedPlace place) => string.Join(", ", new[]
    {
        FileSystem(place),
        place.MountPoint.Length > 0 ? $"mounted at {place.MountPoint}" : "",
        place.FreeBytes is { } free ? $"{ReportNumbers.Bytes(free)} free" : "",
    }.Where(part => part.Length > 0));

    /// <summary>Type and source, and that it is on a network.</summary>
    public static string FileSystem(ReportedPlace place) =>
        place.FileSystem.Length == 0 ? "a filesystem that is not known"
        : $"{place.FileSystem}{(place.Source is "" or "none" || place.Source == place.FileSystem ? "" : $" on {place.Source}")}{(place.IsNetwork ? " (network)" : "")}";
}
