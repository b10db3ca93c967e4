namespace CacheTasks.Outcome;

/// <summary>An installed file that is shorter than its package's RECORD says.</summary>
/// <param name="Path">Relative to site-packages.</param>
/// <param name="Size">In bytes; so is the next.</param>
internal sealed record ShortFile(string Path, long Size, long Listed)
{
    public override string ToString() => FormattableString.Invariant($"{Path} {Size:N0} of {Listed:N0} bytes");
}
