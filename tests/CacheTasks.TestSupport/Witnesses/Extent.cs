namespace CacheTasks.TestSupport;

/// <summary>One run of blocks: its first physical block and the flags <c>filefrag</c> shows.</summary>
public sealed record Extent(string Start, IReadOnlyList<string> Flags)
{
    public bool IsInline => Flags.Contains("inline");

    public bool IsShared => Flags.Contains("shared");
}
