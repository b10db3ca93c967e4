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
    public static readonly Rule NotWritable = new(1014, "not writable");
    public static readonly Rule ReadOnly = new(1015, "read-only");
    public static readonly Rule NoClones = new(1020, "no clones");
    public static readonly Rule NoSpace = new(1021, "no space, inodes or quota");
    public static readonly Rule Unknown = new(1099, "unknown cause");

    public static readonly Rule InsecureRoot = new(2001, "insecure shared root");
    public static readonly Rule ForeignDirectory = new(2002, "directory belongs to someone else");
    public static readonly Rule EnvironmentDecides = new(2006, "the environment decides, nothing allocated", Severity.Message);

    public static readonly Rule CopiedNotLinked = new(4001, "copied instead of linked, though a link was planned");
    public static readonly Rule OtherOutcome = new(4002, "any other difference from the plan");

    public static IReadOnlyList<Rule> All { get; } =
    [
        UnknownTool, InvalidValue, ToolCannotBeAsked, UnsupportedVersion, TwoValues, NotADirectory, Internal,
        DifferentFilesystems, OtherMount, NotWritable, ReadOnly, NoClones, NoSpace, Unknown,
        InsecureRoot, ForeignDirectory, EnvironmentDecides,
        CopiedNotLinked, OtherOutcome,
    ];
}
