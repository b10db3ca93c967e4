using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>
/// The table of expected verdicts. The errors are those that the kernel gives (measured with link(2) and FICLONE), the
/// forecasts what real uv does.
/// </summary>
internal static class Table
{
    /// <summary>From 0.10.5 on: clone, then hardlink, then copy.</summary>
    private const string Recent = "0.13.8";

    /// <summary>The last one that begins with hardlink, then copies.</summary>
    private const string Older = "0.10.4";

    private const string CopyWithWarning = "copy, warns";

    private const string SharingCopyWithWarning = CopyWithWarning + ", shares blocks";

    internal static IReadOnlyList<Row> Rows { get; } =
    [
        // Files of one ext4 can be hard-linked, never cloned.
        .. On(Fixtures.Ext4SameMount, clone: "fails EOPNOTSUPP 1020", hardlink: "works", copy: "works", causes: "1020", warnings: "",
            recent: Forecast.Untouched("hardlink"), older: Forecast.Untouched("hardlink")),
        .. On(Fixtures.Tmpfs, clone: "fails EOPNOTSUPP 1020", hardlink: "works", copy: "works", causes: "1020", warnings: "",
            recent: Forecast.Untouched("hardlink"), older: Forecast.Untouched("hardlink")),

        // Nothing crosses filesystems, nor do hard links cross mounts of one.
        .. On(Fixtures.TwoExt4Images, clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "works", causes: "1001", warnings: "1001",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),
        .. On(Fixtures.Ext4ToTmpfs, clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "works", causes: "1001", warnings: "1001",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),
        .. On(Fixtures.TwoXfsImages, clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "works", causes: "1001", warnings: "1001",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),
        .. On(Fixtures.BindMount, clone: "fails EOPNOTSUPP 1020", hardlink: "fails EXDEV 1002", copy: "works", causes: "1002 1020", warnings: "1002",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),

        .. On(Fixtures.OddlyNamedMount, clone: "fails EOPNOTSUPP 1020", hardlink: "fails EXDEV 1002", copy: "works", causes: "1002 1020", warnings: "1002",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),

        .. On(Fixtures.SymlinkedCache, clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "works", causes: "1001", warnings: "1001",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),
        .. On(Fixtures.OverMount, clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "works", causes: "1001", warnings: "1001",
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning)),

        // Clones cross mounts and subvolumes; a copy shares blocks too. Only the older uv has to be told.
        .. On(Fixtures.Xfs, clone: "works", hardlink: "works", copy: "works, shares blocks", causes: "", warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Untouched("hardlink")),
        .. On(Fixtures.Btrfs, clone: "works", hardlink: "works", copy: "works, shares blocks", causes: "", warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Untouched("hardlink")),
        .. On(Fixtures.XfsBindMount, clone: "works", hardlink: "fails EXDEV 1002", copy: "works, shares blocks", causes: "1002", warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Setting("clone", SharingCopyWithWarning)),
        .. On(Fixtures.BtrfsSubvolumes, clone: "works", hardlink: "fails EXDEV 1099", copy: "works, shares blocks", causes: "1099", warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Setting("clone", SharingCopyWithWarning)),

        // uv writes to its cache and its environment whatever the mode: no setting helps.
        .. On(Fixtures.ReadOnlyBind, clone: "fails EOPNOTSUPP 1020", hardlink: "fails EXDEV 1002", copy: "works", causes: "1015 1002 1020", warnings: "1015",
            recent: Forecast.Untouched("fails EROFS"), older: Forecast.Untouched("fails EROFS")),
        .. On(Fixtures.ReadOnlyTarget, clone: "fails EROFS 1015", hardlink: "fails EROFS 1015", symlink: "fails EROFS 1015", copy: "fails EROFS 1015", causes: "1015", warnings: "1015",
            recent: Forecast.Untouched("fails EROFS"), older: Forecast.Untouched("fails EROFS")),
        .. On(Fixtures.UnwritableCache, clone: "fails EOPNOTSUPP 1020", hardlink: "fails EPERM 1099", copy: "works", causes: "1014 1020 1099", warnings: "1014",
            recent: Forecast.Untouched("fails EACCES"), older: Forecast.Untouched("fails EACCES")),
        .. On(Fixtures.UnwritableTarget, clone: "fails EACCES 1014", hardlink: "fails EACCES 1014", symlink: "fails EACCES 1014", copy: "fails EACCES 1014", causes: "1014", warnings: "1014",
            recent: Forecast.Untouched("fails EACCES"), older: Forecast.Untouched("fails EACCES")),
        .. On(Fixtures.Ext4ToFullTmpfs, clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "fails ENOSPC 1021", causes: "1021 1001", warnings: "1021",
            recent: Forecast.Untouched("fails ENOSPC"), older: Forecast.Untouched("fails ENOSPC")),
    ];

    internal static Row Find(Fixture fixture, string uvVersion) =>
        Rows.Single(row => row.Fixture == fixture && row.UvVersion == uvVersion);

    private static IEnumerable<Row> On(Fixture fixture, string clone, string hardlink, string copy, string causes, string warnings, Forecast recent, Forecast older, string symlink = "works")
    {
        yield return new Row(fixture, Recent, Expectation.Of(clone, hardlink, symlink, copy, causes, warnings, recent));
        yield return new Row(fixture, Older, Expectation.Of(clone, hardlink, symlink, copy, causes, warnings, older));
    }
}
