namespace CacheTasks.Colocation.Causes;

/// <summary>
/// Every cause in the order in which they are asked, and in which they must be solved: what forbids writing at all, then what
/// separates the two directories, then what a filesystem cannot do. The last one explains everything.
/// </summary>
internal static class AllCauses
{
    public static readonly IReadOnlyList<Cause> InOrder =
    [
        new ReadOnlyMount(),
        new NotWritable(),
        new NoSpace(),
        new OtherMount(),
        new DifferentFilesystems(),
        new NoClones(),
        new UnknownCause(),
    ];
}
