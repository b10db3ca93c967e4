namespace CacheTasks.Steps;

/// <summary>
/// A step as the tasks pass it on: a typed view of one CacheStep item. Paths are absolute once ResolveCacheSteps has run.
/// Every property is the metadata of its name.
/// </summary>
internal sealed class Step(string name, Func<string, string> get, Action<string, string> set)
{
    /// <summary>What a user writes on a CacheStep.</summary>
    public static readonly IReadOnlyList<string> UserMetadata =
    [
        nameof(Tool), nameof(WorkingDirectory), nameof(CacheDirectory), nameof(TargetDirectory), nameof(LinkMode), nameof(Require),
        nameof(Placement), nameof(SharedRoot), nameof(TargetLayout), nameof(LockFile), nameof(Uses), nameof(CompilerCache),
    ];

    /// <summary>The name of the target that runs the tool.</summary>
    public string Name { get; } = name;

    public string Tool => get(nameof(Tool));

    public string ToolVersion { get => get(nameof(ToolVersion)); set => set(nameof(ToolVersion), value); }

    public string WorkingDirectory { get => get(nameof(WorkingDirectory)); set => set(nameof(WorkingDirectory), value); }

    public string CacheDirectory { get => get(nameof(CacheDirectory)); set => set(nameof(CacheDirectory), value); }

    public string TargetDirectory { get => get(nameof(TargetDirectory)); set => set(nameof(TargetDirectory), value); }

    public string LinkMode { get => get(nameof(LinkMode)); set => set(nameof(LinkMode), value); }

    public string Require { get => get(nameof(Require)); set => set(nameof(Require), value); }

    /// <summary>Files that say what the step needs from its cache, separated by <c>;</c>; empty: the tool's usual one.</summary>
    public string LockFile => get(nameof(LockFile));

    /// <summary>Further tools that the step runs, separated by <c>;</c>: identities of profiles.</summary>
    public string Uses => get(nameof(Uses));

    public IReadOnlyList<string> UsedTools => Uses.Split(';').Select(tool => tool.Trim()).Where(tool => tool.Length > 0).ToList();

    /// <summary>Who named the cache: <c>metadata</c>, the variable's name, <c>tool</c>, <c>root</c> or <c>colocate</c>.</summary>
    public string CacheFrom { get => get(nameof(CacheFrom)); set => set(nameof(CacheFrom), value); }

    public string Placement { get => get(nameof(Placement)); set => set(nameof(Placement), value); }

    public string SharedRoot { get => get(nameof(SharedRoot)); set => set(nameof(SharedRoot), value); }

    public string TargetLayout { get => get(nameof(TargetLayout)); set => set(nameof(TargetLayout), value); }

    /// <summary>Who named the target: <c>metadata</c>, the variable's name, <c>tool</c>, or <c>shared root</c>.</summary>
    public string TargetFrom { get => get(nameof(TargetFrom)); set => set(nameof(TargetFrom), value); }

    /// <summary>Set when the target directory was made for this very step: where the step does not run, it is removed again.</summary>
    public string TargetIsNew { get => get(nameof(TargetIsNew)); set => set(nameof(TargetIsNew), value); }

    /// <summary>The variable that names the build directory; empty when the tool or its configuration does.</summary>
    public string BuildFrom { get => get(nameof(BuildFrom)); set => set(nameof(BuildFrom), value); }

    public string BuildDirectory { get => get(nameof(BuildDirectory)); set => set(nameof(BuildDirectory), value); }

    public string WorkspaceDirectory { get => get(nameof(WorkspaceDirectory)); set => set(nameof(WorkspaceDirectory), value); }

    /// <summary>The mode that the user's environment or configuration says; empty when none.</summary>
    public string UserLinkMode { get => get(nameof(UserLinkMode)); set => set(nameof(UserLinkMode), value); }

    /// <summary>What we set for the step, as an <see cref="EnvironmentList"/>.</summary>
    public string EnvironmentVariables { get => get(nameof(EnvironmentVariables)); set => set(nameof(EnvironmentVariables), value); }

    /// <summary>Equal wherever this build asked the same question; empty when nothing was asked.</summary>
    public string AskToken { get => get(nameof(AskToken)); set => set(nameof(AskToken), value); }

    /// <summary>The verdict as text, see <c>Verdict.Encode</c>.</summary>
    public string Modes { get => get(nameof(Modes)); set => set(nameof(Modes), value); }

    /// <summary>Codes of the causes, separated by <c>;</c>.</summary>
    public string Causes { get => get(nameof(Causes)); set => set(nameof(Causes), value); }

    /// <summary>What the tool would do in the environment as the user left it: a mode, or <c>fails</c>.</summary>
    public string Prediction { get => get(nameof(Prediction)); set => set(nameof(Prediction), value); }

    /// <summary>What it will do with the environment that we set: a mode, or <c>fails</c>.</summary>
    public string Planned { get => get(nameof(Planned)); set => set(nameof(Planned), value); }

    /// <summary>The filesystem's clock, in nanoseconds, when the step was prepared.</summary>
    public string PreparedAt { get => get(nameof(PreparedAt)); set => set(nameof(PreparedAt), value); }

    /// <summary>The ended children of this process when the step was prepared; empty when they say nothing.</summary>
    public string ChildrenBefore { get => get(nameof(ChildrenBefore)); set => set(nameof(ChildrenBefore), value); }

    /// <summary>Why the planned mode is what it is, in a few words.</summary>
    public string Reason { get => get(nameof(Reason)); set => set(nameof(Reason), value); }

    /// <summary>The record's file name without ending: the step's name, with the tool where two tools share one step.</summary>
    public string RecordName { get => get(nameof(RecordName)) is { Length: > 0 } given ? given : Name; set => set(nameof(RecordName), value); }

    /// <summary>The file that defines the CacheStep; empty when the item itself still knows.</summary>
    public string DefinedIn { get => get(nameof(DefinedIn)); set => set(nameof(DefinedIn), value); }

    /// <summary>Under which project the build's report names the step; empty: no report is wanted.</summary>
    public string ReportedAs => get(nameof(ReportedAs));

    /// <summary>Where compiled crates are shared; empty: as the property says.</summary>
    public string CompilerCache { get => get(nameof(CompilerCache)); set => set(nameof(CompilerCache), value); }

    /// <summary>The folder in which the wrapper of the compiler cache is told of this step; empty: none is used.</summary>
    public string CompilerCacheFolder { get => get(nameof(CompilerCacheFolder)); set => set(nameof(CompilerCacheFolder), value); }

    public bool RequiresLink => string.Equals(Require, "link", StringComparison.OrdinalIgnoreCase);

    public void SetVariable(string variable, string value) => EnvironmentVariables = EnvironmentList.With(EnvironmentVariables, variable, value);
}
