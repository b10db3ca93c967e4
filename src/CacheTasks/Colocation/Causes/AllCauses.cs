namespace CacheTasks.Colocation.Causes;

/// <summary>
/// Every cause in the order in which they are asked, and in which they must be solved: what forbids writing at all, then what
/// separates the two directories, then what forbids single files, then what a filesystem cannot do. The last one explains everything.
/// </summary>
internal static class AllCauses
{
    public static readonly IReadOnlyList<Cause> InOrder =
    [
        new NoAnswer(),
        new ReadOnlyMount(),
        new FlaggedDirectory(),
        new EncryptionKeyMissing(),
        new NotWritable(),
        new NoSpace(),
        new UnusableCache(),
        new SharedBoundary(),
        new OtherMount(),
        new DifferentFilesystems(),
        new UnionBranches(),
        new NoHardLinks(),
        new SecurityPolicy(),
        new BtrfsSubvolumes(),
        new ProjectIds(),
        new EncryptionPolicies(),
        new Sandbox(),
        new FlaggedFiles(),
        new LinkLimit(),
        new UnmappedOwner(),
        new MixedOwners(),
        new ForeignOwner(),
        new NoCopyOnWrite(),
        new LinkIsSymlink(),
        new CopyUp(),
        new NoClones(),
        new UnknownCause(),
    ];
}
