namespace CacheTasks.Targets;

/// <summary>What a private directory is made for, as its messages and its tag say it.</summary>
/// <param name="Instead">What happens without it.</param>
/// <param name="Root">What it is made below.</param>
/// <param name="Setting">By which another place is chosen.</param>
internal sealed record PrivatePurpose(string Noun, string Instead, string Root, string Setting)
{
    public static readonly PrivatePurpose Target = new("private target directory", "the tool's own target is used", "the shared root", "SharedRoot");

    /// <summary>Below CacheTasksRoot.</summary>
    public static readonly PrivatePurpose RootedCache = new("private folder for caches", "the tools keep their own caches", "the root of caches", "CacheTasksRoot");

    /// <summary>Near a target.</summary>
    public static readonly PrivatePurpose Cache = new("private cache directory", "another place is looked for", "its folder", "CacheDirectory");

    /// <summary>Where somebody else has the name, no other folder of this user will do but one whose name begins with it.</summary>
    public bool HasNamesOfItsOwn { get; init; }

    /// <summary>The first line is what backup and clean-up tools look for (bford.info/cachedir); cargo ≥ 1.97 refuses to clean without it.</summary>
    public string Tag => $"Signature: 8a477f597d28d172789f06886806bc55\n# A {Noun}, made by CacheTasks.\n";
}
