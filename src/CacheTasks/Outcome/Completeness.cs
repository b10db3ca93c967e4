using System.Text.RegularExpressions;

namespace CacheTasks.Outcome;

/// <summary>Which packages lack files that nothing else explains.</summary>
/// <param name="looks">All packages that were looked at.</param>
/// <param name="archives">Made when it is needed.</param>
internal sealed class Completeness(IReadOnlyList<WheelLook> looks, Lazy<WheelArchives> archives)
{
    private readonly Lazy<Dictionary<(string Site, string File), int>> _owners = new(() => CountOwners(looks));

    public IReadOnlyList<IncompleteWheel> Find() => looks.Where(look => look.Missing.Count > 0 && !IsEditable(look.Wheel)).Select(Judge).OfType<IncompleteWheel>().ToList();

    private IncompleteWheel? Judge(WheelLook look)
    {
        var archive = look.Archive ?? archives.Value.Find(look.Wheel);
        var missing = look.Missing.Where(file => IsLost(look, file, archive)).Select(file => file.Path.Text).OrderBy(file => file, StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : new IncompleteWheel(look.Wheel, missing, look.Listed.Count, look.IsFinished);
    }

    private bool IsLost(WheelLook look, RecordedFile file, string? archive)
    {
        var path = file.Path.Text;
        // Two packages with one file: removing one of them takes it from the other, and which one should have it nobody can say.
        return look.Wheel.IsWithin(file) && !path.Contains("__pycache__/") && _owners.Value[(look.Wheel.SitePackages, path)] == 1
            && (archive is null || IsWrittenByTool(look.Wheel, path) || WheelLayout.Sources(look.Wheel, path).Any(source => File.Exists(Path.Combine(archive, source))));
    }

    // A RECORD may list what its wheel never had; scripts and what stands in the dist-info folder no wheel needs to have.
    private static bool IsWrittenByTool(InstalledWheel wheel, string path) =>
        path.StartsWith("../", StringComparison.Ordinal) || path.StartsWith("bin/", StringComparison.Ordinal) || path.StartsWith(wheel.DistInfo + "/", StringComparison.Ordinal);

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
