using System.Collections;
using CacheTasks.Colocation;
using CacheTasks.CompilerCaches;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Sets up a compiler cache for each step whose tool compiles through a wrapper, so that private targets share what was compiled. While the step runs the back
/// end is watched; VerifyCompilerCache ends that.
/// </summary>
/// <remarks>
/// Reads: Tool, CompilerCache, WorkingDirectory, WorkspaceDirectory, TargetDirectory, TargetFrom, RecordName. Adds: CompilerCacheFolder, EnvironmentVariables.
/// Reports 0002, 2006, 5001 to 5004.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class PrepareCompilerCache : StepTask
{
    private const string Profile = "sccache";

    /// <summary>Where compiled crates are shared, for steps that say nothing else: an address, a directory or <c>off</c>.</summary>
    public string? CompilerCache { get; set; }

    /// <summary>auto, on or off: whether crates are compiled incrementally, which keeps them out of the cache. Default: auto.</summary>
    public string? Incremental { get; set; }

    /// <summary>The build's configuration, which auto looks at.</summary>
    public string? Configuration { get; set; }

    /// <summary>Where each step's record is, and its wrapper may be. Empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    /// <summary>In a rehearsal, by record name: what a step would be compiled through.</summary>
    internal Dictionary<string, string> Looked { get; } = new(StringComparer.OrdinalIgnoreCase);

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in steps)
        {
            var step = View(item);
            if (Profiles.Find(step.Tool) is { } profile)
            {
                Prepare(files, item, step, profile);
            }
        }
        return steps;
    }

    private void Prepare(IFileSystem files, ITaskItem item, Step step, ToolProfile profile)
    {
        var own = step.CompilerCache.Trim();
        if (profile.WrapperVariable.Length == 0)
        {
            if (own.Length > 0)
            {
                Report(item, step, [new(Diagnostics.Rules.InvalidValue, $"CompilerCache has no effect: {profile.Name} compiles nothing that could be cached. Remove it.")]);
            }
            return;
        }
        var backEnd = BackEnd.Parse(own.Length > 0 ? own : CompilerCache ?? "", own.Length > 0 ? nameof(Step.CompilerCache) : "CacheTasksCompilerCache", FullPath, out var fault);
        if (backEnd is null)
        {
            var others = UserWrapper.Find(profile, Environment.GetEnvironmentVariable)?.Check(step, FileSystem.Processes!, FileSystem.Users!, Environment.GetEnvironmentVariable) ?? [];
            Report(item, step, fault is null ? others : [fault, .. others]);
            return;
        }
        using var mounts = files.ReadMounts();
        var preparation = new Preparation(files, FileSystem.Users!, FileSystem.Processes!, Environment.GetEnvironmentVariable, query => ToolAsker.Ask(BuildEngine, [query], Cancellation)[query.Encode()])
        {
            Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal),
            WrapperFolders = RecordDirectory is { Length: > 0 } records ? [FullPath(records)] : [],
            Watchdog = new Watchdog(files, mounts),
            LooksOnly = IsRehearsal,
        };
        var session = Profiles.Find(Profile) is { } sccache ? preparation.Prepare(step, profile, sccache, backEnd, [FullPath(RecordDirectory ?? ""), step.RecordName], Cancellation) : null;
        Report(item, step, [.. IncrementalRule.Choice.Fault(Incremental ?? "") is { } invalid ? [invalid] : Array.Empty<Diagnostics.Finding>(), .. preparation.Findings]);
        if (session is null && preparation.Looked is null)
        {
            return;
        }
        if (IncrementalRule.Find(Incremental ?? "", Configuration, Environment.GetEnvironmentVariable) is { } incremental)
        {
            step.SetVariable(IncrementalRule.Variable, incremental);
        }
        if (session is null)
        {
            Looked[step.RecordName] = preparation.Looked!;
            return;
        }
        var watch = BackEndWatch.For(step.CompilerCacheFolder, session, backEnd, preparation.Check, FileSystem.Processes!);
        if (StepObjects.Keep(BuildEngine, ProjectDirectory, step, watch))
        {
            watch.Start();
        }
    }
}
