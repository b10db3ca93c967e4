namespace CacheTasks.TestSupport;

/// <content>xfs with and without clones, and its project IDs.</content>
public static partial class Fixtures
{
    public static Fixture Xfs { get; } = new(nameof(Xfs), lab => Together(lab, ReflinkXfs(lab, "disk")));

    /// <summary>One xfs, seen whole at two mount points.</summary>
    public static Fixture XfsBindMount { get; } = new(nameof(XfsBindMount), lab =>
    {
        var disk = ReflinkXfs(lab, "first");
        Apart(lab, disk, lab.Bind(disk, "second"));
    });

    public static Fixture TwoXfsImages { get; } = new(nameof(TwoXfsImages), lab =>
        Apart(lab, ReflinkXfs(lab, "one"), ReflinkXfs(lab, "two")));

    public static Fixture XfsWithoutReflink { get; } = new(nameof(XfsWithoutReflink), lab => Together(lab, PlainXfs(lab, "disk")));

    public static Fixture XfsIntoProjectTree { get; } = new(nameof(XfsIntoProjectTree), lab => Projects(lab, ReflinkXfs(lab, "disk"), cache: 0, target: 200));

    public static Fixture XfsOutOfProjectTree { get; } = new(nameof(XfsOutOfProjectTree), lab => Projects(lab, ReflinkXfs(lab, "disk"), cache: 100, target: 0));

    public static Fixture XfsTwoProjectTrees { get; } = new(nameof(XfsTwoProjectTrees), lab => Projects(lab, ReflinkXfs(lab, "disk"), cache: 100, target: 200));

    public static Fixture XfsOneProjectTree { get; } = new(nameof(XfsOneProjectTree), lab => Projects(lab, ReflinkXfs(lab, "disk"), cache: 100, target: 100));

    /// <summary>Neither clones nor hard links.</summary>
    public static Fixture PlainXfsIntoProjectTree { get; } = new(nameof(PlainXfsIntoProjectTree), lab => Projects(lab, PlainXfs(lab, "disk"), cache: 0, target: 200));

    private static string PlainXfs(Lab lab, string name) => lab.Image(name, "xfs", "-q", "-m", "reflink=0");

    // What is made below a folder with the flag P gets its project; 0 is none. No quota has to be in force for that.
    private static void Projects(Lab lab, string disk, int cache, int target)
    {
        Together(lab, disk);
        Directory.CreateDirectory(lab.Cache);
        SetProject(lab.Cache, cache);
        SetProject(lab.TargetParent, target);
    }

    private static void SetProject(string folder, int project)
    {
        if (project != 0)
            Lab.System("xfs_io", "-c", $"chproj {project}", "-c", "chattr +P", folder);
    }
}
