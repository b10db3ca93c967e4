using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>Where work on a tree stopped, and why.</summary>
/// <param name="Path">Relative to the tree; empty for the tree itself.</param>
/// <param name="Doing">As in a sentence: <c>reading</c>, <c>copying</c>, <c>removing</c>.</param>
internal sealed record TreeFault(string Path, string Doing, Errno Errno)
{
    public bool IsNoSpace => Errno == Errno.ENOSPC || Errno == Errno.EDQUOT;

    public override string ToString() => $"{Doing} {(Path.Length == 0 ? "the directory itself" : Path)} failed with {Errno.Name} ({Errno.Text})";
}
