namespace CacheTasks.Diagnostics;

/// <summary>The catalogue. Each rule has a section of the same code in docs/diagnostics.md; a test holds the two together.</summary>
internal static class Rules
{
    public static readonly Rule UnknownTool = new(1, "unknown tool");
    public static readonly Rule InvalidValue = new(2, "invalid value");
    public static readonly Rule ToolCannotBeAsked = new(3, "tool not found or cannot be asked");
    public static readonly Rule UnsupportedVersion = new(4, "tool version outside the supported range");
    public static readonly Rule TwoValues = new(5, "one step cannot get two values of one variable");
    public static readonly Rule NotADirectory = new(6, "directory missing or not a directory");
    public static readonly Rule Internal = new(7, "internal error");

    public static readonly Rule DifferentFilesystems = new(1001, "different filesystems");
    public static readonly Rule OtherMount = new(1002, "two mounts of one filesystem");
    public static readonly Rule BtrfsSubvolumes = new(1003, "btrfs subvolumes");
    public static readonly Rule NoCopyOnWrite = new(1004, "NOCOW on one side");
    public static readonly Rule ProjectIds = new(1005, "project IDs");
    public static readonly Rule EncryptionPolicies = new(1006, "encryption policies");
    public static readonly Rule EncryptionKeyMissing = new(1007, "encryption key missing");
    public static readonly Rule Sandbox = new(1008, "sandbox without the right to link");
    public static readonly Rule CopyUp = new(1009, "overlay: linking copies the file up");
    public static readonly Rule ForeignOwner = new(1010, "protected hard links, foreign owner");
    public static readonly Rule UnmappedOwner = new(1011, "owner not mapped in this user namespace");
    public static readonly Rule FlaggedFiles = new(1012, "immutable or append-only files");
    public static readonly Rule FlaggedDirectory = new(1013, "immutable or append-only directory");
    public static readonly Rule NotWritable = new(1014, "not writable");
    public static readonly Rule ReadOnly = new(1015, "read-only");
    public static readonly Rule LinkLimit = new(1016, "link limit");
    public static readonly Rule NoHardLinks = new(1017, "filesystem without hard links");
    public static readonly Rule LinkIsSymlink = new(1018, "a link that is a symlink");
    public static readonly Rule UnionBranches = new(1019, "union filesystem branches");
    public static readonly Rule NoClones = new(1020, "no clones");
    public static readonly Rule NoSpace = new(1021, "no space, inodes or quota");
    public static readonly Rule SecurityPolicy = new(1022, "security policy");
    public static readonly Rule SharedBoundary = new(1023, "shared filesystem: boundary on the server, two mounts, automounted child");
    public static readonly Rule NoAnswer = new(1024, "the mount does not answer");
    public static readonly Rule MixedOwners = new(1025, "mixed owners: the tool will fail half way");
    public static readonly Rule UnusableCache = new(1026, "the tool cannot use this filesystem as a cache at all");
    public static readonly Rule Unknown = new(1099, "unknown cause");

    public static readonly Rule InsecureRoot = new(2001, "insecure shared root");
    public static readonly Rule ForeignDirectory = new(2002, "directory belongs to someone else");
    public static readonly Rule ForeignEntries = new(2003, "foreign-owned files in the target");
    public static readonly Rule Locked = new(2004, "locked by another build");
    public static readonly Rule UserExcluded = new(2005, "user excluded", Severity.Message);
    public static readonly Rule EnvironmentDecides = new(2006, "the environment decides, nothing allocated", Severity.Message);
    public static readonly Rule MigrationRefused = new(2007, "migration refused");
    public static readonly Rule NoLocks = new(2008, "locks do not work there");
    public static readonly Rule SeveralUsers = new(2009, "one target for several users or checkouts");

    public static readonly Rule NoCandidate = new(3001, "no candidate can be linked");
    public static readonly Rule UnusableLayer = new(3002, "layer unusable");
    public static readonly Rule CacheInTarget = new(3003, "cache inside target, or the reverse");
    public static readonly Rule ShortLivedCache = new(3004, "symlinks into a cache that will not last");
    public static readonly Rule WritesReachHost = new(3005, "writes reach the host");
    public static readonly Rule SeedingIncomplete = new(3006, "seeding incomplete");

    public static readonly Rule CopiedNotLinked = new(4001, "copied instead of linked, though a link was planned");
    public static readonly Rule OtherOutcome = new(4002, "any other difference from the plan");
    public static readonly Rule Incomplete = new(4003, "half-installed package that the tool calls satisfied");

    public static readonly Rule CacheUnreachable = new(5001, "compiler cache unreachable");
    public static readonly Rule ForeignDaemon = new(5002, "the compiler cache's daemon belongs to someone else");
    public static readonly Rule CacheDefeated = new(5003, "the environment defeats the compiler cache");
    public static readonly Rule UnusableWrapper = new(5004, "compiler cache missing, too old or not to be run");

    public static IReadOnlyList<Rule> All { get; } =
    [
        UnknownTool, InvalidValue, ToolCannotBeAsked, UnsupportedVersion, TwoValues, NotADirectory, Internal,
        DifferentFilesystems, OtherMount, BtrfsSubvolumes, NoCopyOnWrite, ProjectIds, EncryptionPolicies, EncryptionKeyMissing, Sandbox, CopyUp,
        ForeignOwner, UnmappedOwner, FlaggedFiles, FlaggedDirectory, NotWritable, ReadOnly, LinkLimit, NoHardLinks, LinkIsSymlink, UnionBranches,
        NoClones, NoSpace, SecurityPolicy, SharedBoundary, NoAnswer, MixedOwners, UnusableCache, Unknown,
        InsecureRoot, ForeignDirectory, ForeignEntries, Locked, UserExcluded, EnvironmentDecides, MigrationRefused, NoLocks, SeveralUsers,
        NoCandidate, UnusableLayer, CacheInTarget, ShortLivedCache, WritesReachHost, SeedingIncomplete,
        CopiedNotLinked, OtherOutcome, Incomplete,
        CacheUnreachable, ForeignDaemon, CacheDefeated, UnusableWrapper,
    ];
}
