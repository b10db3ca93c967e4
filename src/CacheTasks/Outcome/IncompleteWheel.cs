namespace CacheTasks.Outcome;

/// <summary>A package of which files are missing that its RECORD or its archive lists, or are cut short.</summary>
/// <param name="Missing">In order, relative to site-packages.</param>
/// <param name="Listed">All files that it should have.</param>
/// <param name="IsFinished">Its installation came to an end, so that the files went later.</param>
internal sealed record IncompleteWheel(InstalledWheel Wheel, IReadOnlyList<string> Missing, int Listed, bool IsFinished)
{
    /// <summary>In order; none where the installation came to an end.</summary>
    public IReadOnlyList<ShortFile> Short { get; init; } = [];

    /// <summary>As people write it: <c>requests 2.34.2</c>.</summary>
    public string Text => $"{Wheel.Package} {Wheel.Version}".TrimEnd();
}
