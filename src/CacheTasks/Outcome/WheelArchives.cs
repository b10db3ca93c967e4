using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Outcome;

/// <summary>The unpacked wheels of a cache by their dist-info folder; one name can have several, of other platforms or versions of uv.</summary>
internal sealed class WheelArchives
{
    private const string Ending = ".dist-info";

    private readonly IFileSystem _files;
    private readonly Dictionary<string, List<string>> _byDistInfo = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="pattern">The folders that hold archives, such as <c>archive-v*</c>.</param>
    public WheelArchives(IFileSystem files, string cache, string pattern)
    {
        _files = files;
        if (pattern.Length == 0 || !Directory.Exists(cache))
        {
            return;
        }
        foreach (var folder in Directory.EnumerateDirectories(cache, pattern))
        {
            var opened = files.OpenDirectory(folder, out var handle);
            using (handle)
            {
                foreach (var archive in opened.Succeeded ? files.List(handle, int.MaxValue) : [])
                {
                    Add(handle, folder, archive.Name);
                }
            }
        }
    }

    // An archive of somebody else, or one that is being removed, is none of ours.
    private void Add(SafeFileHandle folder, string path, string archive)
    {
        var opened = _files.OpenDirectory(folder, archive, out var handle);
        using (handle)
        {
            foreach (var entry in opened.Succeeded ? _files.List(handle, int.MaxValue) : [])
            {
                if (!entry.Name.EndsWith(Ending, StringComparison.Ordinal))
                {
                    continue;
                }
                if (!_byDistInfo.TryGetValue(entry.Name, out var archives))
                {
                    _byDistInfo[entry.Name] = archives = [];
                }
                archives.Add(Path.Combine(path, archive));
            }
        }
    }

    /// <summary>All archives of the wheel's name and version.</summary>
    public IReadOnlyList<string> FindAll(InstalledWheel wheel) => _byDistInfo.TryGetValue(wheel.DistInfo, out var archives) ? archives : [];

    /// <summary>The archive that a wheel came from: the one whose METADATA it shares, else one of equal METADATA; null when there is none.</summary>
    public string? Find(InstalledWheel wheel)
    {
        var metadata = Path.Combine(wheel.DistInfo, "METADATA");
        var installed = Path.Combine(wheel.SitePackages, metadata);
        if (FindAll(wheel) is not { Count: > 0 } archives || !_files.Stat(installed, followLink: true, out var there).Succeeded)
        {
            return null;
        }
        string? equal = null;
        foreach (var archive in archives)
        {
            var cached = Path.Combine(archive, metadata);
            if (!_files.Stat(cached, followLink: false, out var here).Succeeded)
            {
                continue;
            }
            if (there.IsSameFile(here))
            {
                return archive;
            }
            equal ??= there.Size == here.Size && AreEqual(installed, cached) ? archive : null;
        }
        return equal;
    }

    /// <summary>As <see cref="Find"/>, and the only one of the name where the wheel's own METADATA is gone, or may have been cut short.</summary>
    public string? FindLikely(InstalledWheel wheel) =>
        Find(wheel) ?? (FindAll(wheel) is { Count: 1 } archives && !(Has(wheel, "METADATA") && Has(wheel, "INSTALLER")) ? archives[0] : null);

    private static bool Has(InstalledWheel wheel, string file) => File.Exists(Path.Combine(wheel.SitePackages, wheel.DistInfo, file));

    private static bool AreEqual(string installed, string cached)
    {
        try
        {
            return File.ReadAllBytes(installed).SequenceEqual(File.ReadAllBytes(cached));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
