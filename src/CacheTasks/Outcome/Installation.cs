namespace CacheTasks.Outcome;

/// <summary>
/// Whether the installation of a package came to an end. uv brings the wheel's files first, then writes INSTALLER, unless told not to
/// (<c>--no-installer-metadata</c>), and last RECORD anew, in the order of its paths (0.10.4 to 0.13.8).
/// </summary>
internal static class Installation
{
    /// <param name="look">The package.</param>
    /// <param name="archive">The wheel it came from; null where it is not known.</param>
    /// <param name="othersHaveInstaller">Other packages beside it have INSTALLER.</param>
    public static bool IsFinished(WheelLook look, string? archive, Func<bool> othersHaveInstaller)
    {
        if (look.HasInstaller)
        {
            return true;
        }
        if (Read(look.Wheel.RecordPath) is not { } record)
        {
            return false;
        }
        if (archive is null || Read(Path.Combine(archive, look.Wheel.DistInfo, "RECORD")) is not { } brought)
        {
            return IsSorted(record);
        }
        // Few wheels come with a RECORD that is sorted already, so that what uv writes is the same.
        return !IsStartOf(record, brought) || (record.Length == brought.Length && IsSorted(record) && !othersHaveInstaller());
    }

    private static bool IsSorted(byte[] record)
    {
        var files = RecordedFile.Parse(record);
        return files.Count > 0 && files.Skip(1).Select((file, at) => file.Path.Bytes.SequenceCompareTo(files[at].Path.Bytes)).All(order => order >= 0);
    }

    // A full disk can cut RECORD itself short.
    private static bool IsStartOf(byte[] record, byte[] brought) => brought.AsSpan().StartsWith(record);

    private static byte[]? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllBytes(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
