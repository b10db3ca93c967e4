using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>The unpacked wheels of a cache by their dist-info folder; one name can have several, of other platforms or versions of uv.</summary>
internal sealed class WheelArchives
{
    private readonly Dictionary<string, List<string>> _byDistInfo = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="pattern">The folders that hold archives, such as <c>archive-v*</c>.</param>
    public WheelArchives(string cache, string pattern)
    {
        if (pattern.Length == 0 || !Directory.Exists(cache))
        {
            return;
        }
        foreach (var archive in Directory.EnumerateDirectories(cache, pattern).SelectMany(Directory.EnumerateDirectories))
        {
            foreach (var name in DistInfosOf(archive))
            {
                if (!_byDistInfo.TryGetValue(name, out var archives))
                {
                    _byDistInfo[name] = archives = [];
                }
                archives.Add(archive);
            }
        }
    }

    // An archive of somebody else, or one that is being removed, is none of ours.
    private static List<string> DistInfosOf(string archive)
    {
        try
        {
            return Directory.EnumerateDirectories(archive, "*.dist-info").Select(Path.GetFileName).OfType<string>().ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The archive that a wheel came from: the one whose METADATA it shares, else one of equal METADATA; null when there is none.</summary>
    public string? Find(IFileSystem files, InstalledWheel wheel)
    {
        if (!_byDistInfo.TryGetValue(wheel.DistInfo, out var archives))
        {
            return null;
        }
        var metadata = Path.Combine(wheel.DistInfo, "METADATA");
        var installed = Path.Combine(wheel.SitePackages, metadata);
        if (!files.Stat(installed, followLink: true, out var there).Succeeded)
        {
            return null;
        }
        string? equal = null;
        foreach (var archive in archives)
        {
            var cached = Path.Combine(archive, metadata);
            if (!files.Stat(cached, followLink: false, out var here).Succeeded)
            {
                continue;
            }
            if (there.IsSameFile(here))
            {
                return archive;
            }
            equal ??= there.Size == here.Size && File.ReadAllBytes(installed).SequenceEqual(File.ReadAllBytes(cached)) ? archive : null;
        }
        return equal;
    }
}
