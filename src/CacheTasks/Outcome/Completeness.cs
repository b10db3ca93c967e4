using System.Text.RegularExpressions;

namespace CacheTasks.Outcome;

/// <summary>Which packages lack files, or have them cut short, and nothing else explains it.</summary>
/// <param name="looks">All packages that were looked at.</param>
/// <param name="archives">Made when it is needed.</param>
/// <param name="ownFiles">Names in a dist-info folder that the tool always writes itself.</param>
internal sealed class Completeness(IReadOnlyList<WheelLook> looks, Lazy<WheelArchives> archives, IReadOnlyList<string> ownFiles)
{
    private readonly Lazy<Dictionary<(string Site, string File), int>> _owners = new(() => CountOwners(looks));

    public IReadOnlyList<IncompleteWheel> Find() => looks.Where(look => (look.Missing.Count > 0 || look.Short.Count > 0) && !IsEditable(look.Wheel)).Select(Judge).OfType<IncompleteWheel>().ToList();

    private IncompleteWheel? Judge(WheelLook look)
    {
        var archive = look.Archive ?? archives.Value.FindLikely(look.Wheel);
        var finished = Installation.IsFinished(look, archive, () => looks.Any(other => other.HasInstaller && other.Wheel.SitePackages == look.Wheel.SitePackages));
        var missing = look.Missing.Where(file => IsLost(look, file, archive, finished)).Select(file => file.Path.Text).OrderBy(file => file, StringComparer.Ordinal).ToList();
        var cut = finished ? [] : look.Short.Where(file => IsOfOne(look, file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        return missing.Count + cut.Count == 0 ? null : new IncompleteWheel(look.Wheel, missing, look.Listed.Count, finished) { Short = cut };
    }

    // Without its wheel nobody knows whether a finished package ever had the file.
    private bool IsLost(WheelLook look, RecordedFile file, string? archive, bool finished) =>
        look.Wheel.IsWithin(file) && !file.Path.Text.Contains("__pycache__/") && IsOfOne(look, file.Path.Text) && (archive is null ? !finished : IsBrought(look.Wheel, file.Path.Text, archive));

    // Two packages with one file: removing one of them takes it from the other, and which one should have it nobody can say.
    private bool IsOfOne(WheelLook look, string path) => _owners.Value[(look.Wheel.SitePackages, path)] == 1;

    // A RECORD may list what its wheel never had.
    private bool IsBrought(InstalledWheel wheel, string path, string archive) =>
        WheelLayout.Sources(wheel, path).Any(source => File.Exists(Path.Combine(archive, source)))
        || ownFiles.Any(name => path == wheel.DistInfo + "/" + name)
        || (WheelLayout.CommandOf(path) is { } command && EntryPoints.CommandsOf(Path.Combine(archive, wheel.DistInfo, "entry_points.txt")).Contains(command));

    // PEP 610: its code lies elsewhere, and it may be rebuilt there.
    private static bool IsEditable(InstalledWheel wheel)
    {
        var origin = Path.Combine(wheel.SitePackages, wheel.DistInfo, "direct_url.json");
        try
        {
            return File.Exists(origin) && Regex.IsMatch(File.ReadAllText(origin), "\"editable\"\\s*:\\s*true");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Dictionary<(string Site, string File), int> CountOwners(IReadOnlyList<WheelLook> looks)
    {
        var owners = new Dictionary<(string, string), int>();
        foreach (var look in looks)
        {
            foreach (var path in look.Listed.Select(file => file.Path.Text).Distinct())
            {
                var key = (look.Wheel.SitePackages, path);
                owners[key] = owners.TryGetValue(key, out var count) ? count + 1 : 1;
            }
        }
        return owners;
    }
}
