namespace CacheTasks.Steps;

/// <summary>How a tool brings a file of its cache into a target. The names are uv's own (facts/uv.md, "Link mode").</summary>
internal enum LinkMode
{
    /// <summary>FICLONE: a new file that shares the blocks until one side is written.</summary>
    Clone,

    /// <summary>A second name of the cache's file.</summary>
    Hardlink,

    /// <summary>A symbolic link into the cache.</summary>
    Symlink,

    /// <summary>A new file with the same bytes.</summary>
    Copy,
}

internal static class LinkModes
{
    public const string Auto = "auto";

    /// <summary>What the metadata LinkMode accepts.</summary>
    public const string ValidValues = "auto, clone, hardlink, symlink, copy";

    /// <summary>Best first, as <c>auto</c> tries them. Never symlink: it breaks when the cache is cleaned.</summary>
    public static readonly IReadOnlyList<LinkMode> Automatic = [LinkMode.Clone, LinkMode.Hardlink, LinkMode.Copy];

    public static readonly IReadOnlyList<LinkMode> All = [LinkMode.Clone, LinkMode.Hardlink, LinkMode.Symlink, LinkMode.Copy];

    public static string Name(this LinkMode mode) => mode switch
    {
        LinkMode.Clone => "clone",
        LinkMode.Hardlink => "hardlink",
        LinkMode.Symlink => "symlink",
        _ => "copy",
    };

    /// <summary>In a sentence: "by hard link".</summary>
    public static string Noun(this LinkMode mode) => mode == LinkMode.Hardlink ? "hard link" : mode.Name();

    /// <summary>The mode of this name in any case; <c>reflink</c> is uv's alias of clone (≥ 0.9.28).</summary>
    public static LinkMode? Find(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        "CLONE" or "REFLINK" => LinkMode.Clone,
        "HARDLINK" => LinkMode.Hardlink,
        "SYMLINK" => LinkMode.Symlink,
        "COPY" => LinkMode.Copy,
        _ => null,
    };
}
