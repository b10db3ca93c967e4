using System.Text.Json;
using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.FilesystemTests;

/// <summary>One step whose cache is placed on real filesystems, without a build and with an environment of its own.</summary>
internal sealed record Placing(string Cache, string Target)
{
    internal string Asked { get; init; } = "colocate";

    internal string CacheFrom { get; init; } = "tool";

    internal string? Root { get; init; }

    internal string Home { get; init; } = "";

    internal string WorkingDirectory { get; init; } = "";

    internal string LinkMode { get; init; } = "";

    internal string Require { get; init; } = "";

    /// <summary>The folder of the record, which is also the memory; empty: none.</summary>
    internal string Records { get; init; } = "";

    internal Placed Run()
    {
        var metadata = new Dictionary<string, string>
        {
            ["Tool"] = "uv", ["ToolVersion"] = "0.13.8", ["CacheDirectory"] = Cache, ["CacheFrom"] = CacheFrom, ["TargetDirectory"] = Target,
            ["Placement"] = Asked, ["LinkMode"] = LinkMode, ["Require"] = Require,
        };
        var step = new Step("SyncPython", name => metadata.GetValueOrDefault(name, ""), (name, value) => metadata[name] = value);
        var files = FileSystem.Current!;
        using var mounts = files.ReadMounts();
        var record = Records.Length > 0 ? StepRecord.Open(Records, "SyncPython") : null;
        var situation = new Situation(Cache, Target, "uv", Person.Current(FileSystem.Users!))
        {
            Root = Root,
            WorkingDirectory = WorkingDirectory,
            Environment = name => name == "HOME" ? Home : null,
        };
        var placement = new CachePlacement(new PlacementSystem(files, FileSystem.Users!, FileSystem.Room!, mounts), step, ToolProfiles.Shipped.Find("uv")!, situation) { Record = record };
        placement.Run();
        record?.Save();
        return new Placed(
            step.CacheDirectory, step.EnvironmentVariables, [.. placement.Lines], [.. placement.Findings.Select(finding => $"{finding.EffectiveSeverity} {finding.Rule.Number}: {finding.Text}")],
            record is null ? default : JsonDocument.Parse(File.ReadAllText(Path.Combine(Records, "SyncPython.json"))).RootElement);
    }
}

/// <summary>What came of it.</summary>
internal sealed record Placed(string Cache, string Environment, IReadOnlyList<string> Lines, IReadOnlyList<string> Findings, JsonElement Record)
{
    /// <summary>Every candidate as <c>kind: reason</c>, or <c>kind: taken</c>.</summary>
    internal IReadOnlyList<string> Candidates =>
        [.. Record.GetProperty("placement").GetProperty("candidates").EnumerateArray().Select(candidate => $"{candidate.GetProperty("kind").GetString()}: {(candidate.GetProperty("taken").GetBoolean() ? "taken" : candidate.GetProperty("reason").GetString())}")];
}
