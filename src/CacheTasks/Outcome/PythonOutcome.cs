using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>What a step installed into a Python environment, counted file by file against the cache.</summary>
internal sealed class PythonOutcome
{
    private readonly Arrivals _arrivals;
    private readonly HashSet<string> _ownFiles;

    private PythonOutcome(Arrivals arrivals, IEnumerable<string> ownFiles)
    {
        _arrivals = arrivals;
        _ownFiles = [.. ownFiles];
    }

    public Counts Counts { get; } = new();

    /// <summary>Packages that the step installed.</summary>
    public List<string> Installed { get; } = [];

    /// <summary>Those of them that did not come from this cache.</summary>
    public List<string> FromElsewhere { get; } = [];

    /// <summary>Those of them of which files were copied.</summary>
    public List<string> Copied { get; } = [];

    /// <param name="since">Packages whose RECORD is older were there before; nanoseconds by the target's clock.</param>
    /// <param name="clonesWork">See <see cref="Arrivals"/>.</param>
    /// <param name="assumesLinks">Likewise.</param>
    /// <param name="linksWork">Likewise.</param>
    public static PythonOutcome Read(
        IFileSystem files, string target, string cache, string cacheFiles, IReadOnlyList<string> ownFiles, long since, bool clonesWork, bool assumesLinks = false, bool linksWork = true)
    {
        var outcome = new PythonOutcome(new Arrivals(files, clonesWork, assumesLinks, linksWork), ownFiles);
        var installed = InstalledWheel.FindAll(target).Where(wheel => IsNew(files, wheel, since)).ToList();
        if (installed.Count > 0)
        {
            var archives = new WheelArchives(cache, cacheFiles);
            installed.ForEach(wheel => outcome.Count(wheel, archives.Find(files, wheel)));
        }
        return outcome;
    }

    private static bool IsNew(IFileSystem files, InstalledWheel wheel, long since) =>
        files.Stat(wheel.RecordPath, followLink: true, out var record).Succeeded && Math.Max(record.Modified, record.Changed) >= since;

    private void Count(InstalledWheel wheel, string? archive)
    {
        Installed.Add(wheel.Name);
        if (archive is null)
        {
            FromElsewhere.Add(wheel.Name);
            return;
        }
        var arrived = wheel.Files().Select(file => Find(wheel, file, archive)).ToList();
        if (arrived.Any(file => file.LinkedElsewhere))
        {
            FromElsewhere.Add(wheel.Name);
            return;
        }
        arrived.ForEach(file => Counts.Add(file.Arrival, file.Bytes));
        if (arrived.Any(file => file.Arrival == Arrival.Copy))
        {
            Copied.Add(wheel.Name);
        }
    }

    private ArrivedFile Find(InstalledWheel wheel, string file, string archive)
    {
        foreach (var source in IsOwn(file) ? [] : WheelLayout.Sources(wheel, file))
        {
            if (_arrivals.Find(Path.Combine(wheel.SitePackages, file), Path.Combine(archive, source)) is { } arrived)
            {
                return arrived;
            }
        }
        return new ArrivedFile(Arrival.Own, 0);
    }

    private bool IsOwn(string file) =>
        _ownFiles.Contains(Path.GetFileName(file)) && Path.GetDirectoryName(file)?.EndsWith(".dist-info", StringComparison.Ordinal) == true;
}
