using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.ProbeLoop;

/// <summary>A step as the first task of the chain would hand it on, so that no tool has to be asked.</summary>
public sealed record Pair(string Step, string Tool, string ToolVersion, string Cache, string Target, string RecordDirectory)
{
    /// <summary>The mode that the user told the tool, as the first task would have found; empty: none.</summary>
    public string UserLinkMode { get; init; } = "";

    /// <summary>What the step demands, <c>link</c> or nothing.</summary>
    public string Require { get; init; } = "";

    /// <summary>What the step asks for, <c>keep</c>, <c>colocate</c> or <c>fixed</c>; empty: its cache is not placed.</summary>
    public string Placement { get; init; } = "";

    /// <summary>One directory for the caches of all tools; empty: none.</summary>
    public string Root { get; init; } = "";

    /// <summary>Who named the cache; empty: the tool itself.</summary>
    public string CacheFrom { get; init; } = "";

    /// <summary>Where the step runs.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>The same with <c>NAME=VALUE</c> of the properties above.</summary>
    public Pair With(string setting) => setting.Split('=', 2) switch
    {
        [nameof(UserLinkMode), var mode] => this with { UserLinkMode = mode },
        [nameof(Require), var require] => this with { Require = require },
        [nameof(Placement), var placement] => this with { Placement = placement },
        [nameof(Root), var root] => this with { Root = root },
        [nameof(CacheFrom), var from] => this with { CacheFrom = from },
        [nameof(WorkingDirectory), var folder] => this with { WorkingDirectory = folder },
        _ => throw new FormatException($"'{setting}' is no property of a pair"),
    };

    public string RecordPath => Path.Combine(RecordDirectory, Step + ".json");

    public ITaskItem ToItem() => new TaskItem(Step, new Dictionary<string, string>
    {
        ["Tool"] = Tool,
        ["ToolVersion"] = ToolVersion,
        ["CacheDirectory"] = Cache,
        ["TargetDirectory"] = Target,
        [nameof(UserLinkMode)] = UserLinkMode,
        [nameof(Require)] = Require,
        [nameof(Placement)] = Placement,
        [nameof(CacheFrom)] = CacheFrom,
        [nameof(WorkingDirectory)] = WorkingDirectory,
    });
}
