using System.Globalization;
using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Seeding;

/// <summary>What seeding did for a step.</summary>
internal sealed class SeedReport
{
    private readonly List<Finding> _findings = [];
    private readonly List<string> _layers = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _refused = [];
    private long _packages;
    private long _files;
    private long _bytes;
    private long _cloned;
    private long _linked;
    private long _copied;

    public IReadOnlyList<Finding> Findings => _findings;

    public TimeSpan Duration { get; set; }

    /// <summary>An earlier seeding is still complete; nothing was looked at in detail.</summary>
    public bool IsCurrent { get; set; }

    /// <summary>All that the layers have is there.</summary>
    public bool IsComplete => _refused.Count == 0 && !WasSkipped;

    public bool WasSkipped { get; private set; }

    public void Add(Finding finding) => _findings.Add(finding);

    public void Skip(Finding finding)
    {
        WasSkipped = true;
        _findings.Add(finding);
    }

    public void AddFiles(TransferResult result)
    {
        _files += result.Files;
        _bytes += result.Bytes;
        _cloned += result.Cloned;
        _linked += result.Linked;
        _copied += result.Copied;
    }

    public void AddPackages(string layer, int count)
    {
        _packages += count;
        if (count > 0 && !_layers.Contains(layer))
        {
            _layers.Add(layer);
        }
    }

    public void SetRefused(IEnumerable<string> texts) => _refused.AddRange(texts);

    public void SetMissing(IEnumerable<string> packages) => _missing.AddRange(packages);

    public IReadOnlyList<string> Missing => _missing;

    public IReadOnlyList<string> Refused => _refused;

    /// <summary><c>seeded 37 packages, 6,105 files by clone from /mnt/hot/uv in 0.2 s</c>; null when nothing was.</summary>
    public string? Line => _packages == 0 ? null : string.Format(
        CultureInfo.InvariantCulture,
        "seeded {0:N0} package{1}, {2:N0} file{3} by {4} from {5} in {6:0.0} s",
        _packages, _packages == 1 ? "" : "s", _files, _files == 1 ? "" : "s", Ways, string.Join(" and ", _layers.Select(PrintedText.Of)), Duration.TotalSeconds);

    private string Ways
    {
        get
        {
            var ways = new (long Count, string Name)[] { (_cloned, "clone"), (_linked, "hard link"), (_copied, "copy") }.Where(way => way.Count > 0).OrderByDescending(way => way.Count).ToList();
            return ways.Count == 0 ? "copy" : string.Join(" and ", ways.Select(way => way.Name));
        }
    }

    /// <summary>For the step's record.</summary>
    public JsonObject ToJson() => new()
    {
        ["state"] = WasSkipped ? "skipped" : IsComplete ? "complete" : "incomplete",
        ["layers"] = Texts(_layers),
        ["packages"] = _packages,
        ["files"] = _files,
        ["bytes"] = _bytes,
        ["cloned"] = _cloned,
        ["linked"] = _linked,
        ["copied"] = _copied,
        ["missing"] = Texts(_missing),
        ["refused"] = Texts(_refused),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new(texts.Select(text => (JsonNode?)text).ToArray());
}
