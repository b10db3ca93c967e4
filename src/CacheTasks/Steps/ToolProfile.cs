using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>
/// A tool as data: one <c>CacheTool</c> item. The properties are its metadata, documented for users in docs/tools.md.
/// </summary>
internal sealed partial class ToolProfile
{
    private readonly Func<string, string> _metadata;

    /// <param name="name">The item's identity.</param>
    /// <param name="metadata">Gives the value of a metadata name, empty when there is none.</param>
    /// <exception cref="FormatException">LinkBehaviour, SupportedVersions, SharedLocks, CacheBuckets, RootVariables, LayerVariables, LayerVersions or AskTimeout cannot be read.</exception>
    public ToolProfile(string name, Func<string, string> metadata)
    {
        Name = name;
        _metadata = metadata;
        Behaviours = LinkBehaviour.ParseAll(Text("LinkBehaviour"));
        AskTimeout = ParseTimeout(Text("AskTimeout"));
        Supported = ParseRange(Text("SupportedVersions"));
        SharedLocks = SharedLock.ParseAll(Text("SharedLocks"));
        CacheBuckets = Steps.CacheBuckets.ParseAll(Text("CacheBuckets"));
        RootVariables = ParseRoot(Text("RootVariables"), Text("CacheVariable"));
        LayerVariables = LayerVariable.ParseAll(Text("LayerVariables"));
        LayerVersions = ParseLayerVersions(Text("LayerVersions"));
    }

    public string Name { get; }

    public string Executable => Text("Executable") is { Length: > 0 } executable ? executable : Name;

    public string VersionArguments => Text("VersionArguments");

    public string CacheArguments => Text("CacheArguments");

    /// <summary>Arguments that print a directory: the target itself, or the one that TargetDefault is relative to.</summary>
    public string TargetArguments => Text("TargetArguments");

    /// <summary>When the answer to TargetArguments is JSON: the property that holds the target directory.</summary>
    public string TargetProperty => Text("TargetProperty");

    /// <summary>As <see cref="TargetProperty"/>, of the directory for intermediate files.</summary>
    public string BuildProperty => Text("BuildProperty");

    /// <summary>Names the directory for intermediate files, where the tool has one that the target's variable does not move.</summary>
    public string BuildVariable => Text("BuildVariable");

    /// <summary>The tool's own target, relative to its workspace; any other was configured. Empty when nothing tells.</summary>
    public string WorkspaceTarget => Text("WorkspaceTarget");

    /// <summary>As <see cref="TargetProperty"/>, of the workspace's root.</summary>
    public string WorkspaceProperty => Text("WorkspaceProperty");

    /// <summary>The target relative to what TargetArguments printed, such as <c>.venv</c>.</summary>
    public string TargetDefault => Text("TargetDefault");

    /// <summary>A folder name to find from the working directory upwards, such as <c>.venv</c>, when no variable names the target.</summary>
    public string TargetSearch => Text("TargetSearch");

    public string LinkModeArguments => Text("LinkModeArguments");

    /// <summary>Questions are asked in the root directory, since the tool ignores the project's configuration.</summary>
    public bool AskOutsideProject => Flag("AskOutsideProject");

    public string CacheVariable => Text("CacheVariable");

    public string TargetVariable => Text("TargetVariable");

    public string LinkModeVariable => Text("LinkModeVariable");

    /// <summary>Further variables by which a user names the target; any of them keeps us from allocating one.</summary>
    public IReadOnlyList<string> OtherTargetVariables => List("OtherTargetVariables");

    /// <summary>All that the tool reads and that can change its answers.</summary>
    public IReadOnlyList<string> Variables =>
        [.. new[] { CacheVariable, TargetVariable, BuildVariable, LinkModeVariable }.Where(name => name.Length > 0), .. OtherTargetVariables, .. List("Variables")];

    /// <summary>Where, below the cache, the files lie that are linked; a name with an optional final <c>*</c>.</summary>
    public string CacheFiles => Text("CacheFiles");

    /// <summary>The tool links inside its target only (cargo); there is no cache to link from.</summary>
    public bool LinksWithinTarget => Text("LinkSource") == "target";

    /// <summary>The target belongs to one user and checkout, so it may be placed below the shared root.</summary>
    public bool PrivateTarget => Flag("PrivateTarget");

    /// <summary>Names of the files that the tool locks, each in a folder below its target or one deeper.</summary>
    public IReadOnlyList<string> LockFiles => List("LockFiles");

    /// <summary>Which of them a version only locks shared, so that several such runs do not wait for each other.</summary>
    public IReadOnlyList<SharedLock> SharedLocks { get; }

    /// <summary>Magic numbers (statfs(2), <c>0x6969</c>) of filesystems on which the tool does not lock at all.</summary>
    public IReadOnlyList<string> SkipsLocksOn => List("SkipsLocksOn");

    /// <summary>Names of files in the target, each with one <c>*</c> at most, that the tool gets over when it may not change them.</summary>
    public IReadOnlyList<string> ToleratedFiles => List("ToleratedFiles");

    /// <summary>Files beside what was built that list its sources, <c>*</c> and an ending.</summary>
    public string DependencyFiles => Text("DependencyFiles");

    /// <summary>Names of the files that say what a step needs, the first of them in the workspace or working directory or the nearest folder above.</summary>
    public IReadOnlyList<string> NeedsFiles => List("NeedsFiles");

    /// <summary>The tool writes to its cache whatever it does, so that a read-only one makes it fail.</summary>
    public bool WritesCache => Flag("WritesCache");

    /// <summary>A file relative to the target that is there after every successful run.</summary>
    public string TargetWitness => Text("TargetWitness");

    /// <summary>How outcomes are counted: <c>python</c>, <c>cargo</c>, or empty for not at all.</summary>
    public string Outcome => Text("Outcome");

    /// <summary>The command that repairs half-installed packages, with placeholders; see docs/tools.md.</summary>
    public string RepairCommand => Text("RepairCommand");

    /// <summary>Folders of the cache, with an optional final <c>*</c>, in which the tool makes environments for itself.</summary>
    public string CacheEnvironments => Text("CacheEnvironments");

    /// <summary>File names that the tool writes itself in each package and never links.</summary>
    public IReadOnlyList<string> OwnFiles => List("OwnFiles");

    /// <summary>Files in the cache that the tool opens for writing whenever it starts: a file name, before it a folder name with an optional final <c>*</c> and a slash.</summary>
    public IReadOnlyList<string> OpenedCacheFiles => List("OpenedCacheFiles");

    public IReadOnlyList<LinkBehaviour> Behaviours { get; }

    public TimeSpan AskTimeout { get; }

    public VersionRange? Supported { get; }

    public bool Links => Behaviours.Count > 0;

    /// <summary>The behaviour of a version; of the newest row when the version is not known.</summary>
    public LinkBehaviour? FindBehaviour(NuGetVersion? version) =>
        version is null ? Behaviours.LastOrDefault() : Behaviours.FirstOrDefault(row => row.Versions.Satisfies(version));

    /// <summary>Whether this version takes the lock of a file for itself alone; so where the version is not known.</summary>
    public bool LocksExclusively(string file, NuGetVersion? version) =>
        version is null || !SharedLocks.Any(row => row.File == file && row.Versions.Satisfies(version));

    private static TimeSpan ParseTimeout(string text) =>
        text.Length == 0 ? TimeSpan.FromSeconds(30)
        : double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"AskTimeout '{text}' is not a number of seconds between 0 and 3600");

    private static VersionRange? ParseRange(string text) =>
        text.Length == 0 ? null
        : VersionRange.TryParse(text, out var range) ? range
        : throw new FormatException($"SupportedVersions '{text}' is not a NuGet version range");

    private string Text(string name) => _metadata(name).Trim();

    private bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    private string[] List(string name) => Text(name).Split(';').Select(part => part.Trim()).Where(part => part.Length > 0).ToArray();
}
