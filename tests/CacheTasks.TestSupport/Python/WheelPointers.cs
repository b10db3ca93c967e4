using System.Globalization;

namespace CacheTasks.TestSupport;

/// <summary>The files by which uv finds wheels in a cache, and whether each leads to a whole one. The package's own readers are not asked.</summary>
public static class WheelPointers
{
    public static IReadOnlyList<string> In(string cache) =>
    [
        .. (Directory.Exists(cache) ? Directory.EnumerateDirectories(cache, "wheels-v*") : [])
            .SelectMany(bucket => Directory.EnumerateFiles(bucket, "*-py3-none-any*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".rev" or ".http" && !file.Contains("/.cachetasks-", StringComparison.Ordinal)),
    ];

    /// <summary>What is wrong with what the pointer leads to; null for a relative symlink to an archive with all files of its RECORD, in their sizes.</summary>
    public static string? FindFault(string keyFile)
    {
        if (new FileInfo(Path.ChangeExtension(keyFile, null)).LinkTarget is not { } link)
            return $"{keyFile} leads to nothing";
        if (!link.StartsWith("../../../../archive-v0/", StringComparison.Ordinal))
            return $"{keyFile} leads to {link}";
        try
        {
            return FindFaultIn(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(keyFile)!, link)));
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }

    private static string? FindFaultIn(string archive)
    {
        if (!Directory.Exists(archive))
            return $"{archive} is missing";
        if (Directory.EnumerateFiles(archive, "RECORD", SearchOption.AllDirectories).SingleOrDefault() is not { } record)
            return $"{archive} has no RECORD";
        foreach (var field in File.ReadLines(record).Select(line => line.Split(',')))
        {
            var file = new FileInfo(Path.Combine(archive, field[0]));
            if (!file.Exists || (field[2].Length > 0 && file.Length != long.Parse(field[2], CultureInfo.InvariantCulture)))
                return $"{file} is not what RECORD says";
        }

        return null;
    }
}
