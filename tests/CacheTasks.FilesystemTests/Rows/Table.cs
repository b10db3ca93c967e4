using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>
/// The table of expected verdicts, a file for each family of filesystems. The errors are those that the kernel gives (measured
/// with link(2) and FICLONE), the forecasts what real uv does when nobody told it a mode; that its other modes do what the
/// product predicts needs no line here.
/// </summary>
internal static partial class Table
{
    /// <summary>From 0.10.5 on: clone, then hardlink, then copy.</summary>
    private const string Recent = "0.13.8";

    /// <summary>The last one that begins with hardlink, then copies.</summary>
    internal const string Older = "0.10.4";

    private const string Works = "works";

    private const string CopyWithWarning = "copy, warns";

    private const string SharingCopyWithWarning = CopyWithWarning + ", shares blocks";

    private const string NoClones = "fails EOPNOTSUPP 1020";

    /// <summary>By the name of the method, which is that of the file.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<Row>> Families { get; } = new Func<IEnumerable<Row>>[] { Ext4, Tmpfs, Xfs, Btrfs, Overlays, Images, Fuse, Owners, Sandboxes, Nested }
        .ToDictionary(family => family.Method.Name, family => (IReadOnlyList<Row>)[.. family()]);

    internal static IReadOnlyList<Row> Rows { get; } = [.. Families.Values.SelectMany(rows => rows)];

    internal static Row Find(Fixture fixture, string uvVersion) =>
        Rows.Single(row => row.Fixture == fixture && row.UvVersion == uvVersion);

    /// <summary>Hard links work, clones do not: all is well.</summary>
    private static IEnumerable<Row> Linking(Fixture fixture, string symlink = Works, string causes = "1020") =>
        On(fixture, clone: NoClones, hardlink: Works, copy: Works, causes: causes, warnings: "", symlink: symlink,
            recent: Forecast.Untouched("hardlink"), older: Forecast.Untouched("hardlink"));

    /// <summary>Everything works; the older uv links, the recent one clones.</summary>
    private static IEnumerable<Row> Cloning(Fixture fixture) =>
        On(fixture, clone: Works, hardlink: Works, copy: "works, shares blocks", causes: "", warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Untouched("hardlink"));

    /// <summary>Clones work although hard links do not. Only the older uv has to be told.</summary>
    private static IEnumerable<Row> CloningOnly(Fixture fixture, string hardlink, string causes) =>
        On(fixture, clone: Works, hardlink: hardlink, copy: "works, shares blocks", causes: causes, warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Setting("clone", SharingCopyWithWarning));

    /// <summary>Neither works, so copies are asked for and uv has nothing to warn of.</summary>
    private static IEnumerable<Row> Copying(Fixture fixture, string clone, string hardlink, string causes, string warnings, string symlink = Works) =>
        On(fixture, clone: clone, hardlink: hardlink, copy: Works, causes: causes, warnings: warnings, symlink: symlink,
            recent: Forecast.Setting("copy", CopyWithWarning), older: Forecast.Setting("copy", CopyWithWarning));

    /// <summary>Two filesystems.</summary>
    private static IEnumerable<Row> Crossing(Fixture fixture) => Copying(fixture, "fails EXDEV 1001", "fails EXDEV 1001", "1001", "1001");

    /// <summary>uv fails whatever mode it is told: no setting helps.</summary>
    private static IEnumerable<Row> Failing(Fixture fixture, string errno, string clone, string hardlink, string copy, string causes, string warnings, string symlink = Works) =>
        On(fixture, clone: clone, hardlink: hardlink, copy: copy, causes: causes, warnings: warnings, symlink: symlink,
            recent: Forecast.Untouched("fails " + errno), older: Forecast.Untouched("fails " + errno));

    /// <summary>Nothing can be made in the target.</summary>
    private static IEnumerable<Row> Blocked(Fixture fixture, string errno, string cause) =>
        Failing(fixture, errno, $"fails {errno} {cause}", $"fails {errno} {cause}", $"fails {errno} {cause}", cause, cause, $"fails {errno} {cause}");

    private static IEnumerable<Row> But(this IEnumerable<Row> rows, string mode, string seen) =>
        rows.Select(row => row with { Exceptions = new Dictionary<string, string>(row.Exceptions) { [mode] = seen } });

    private static IEnumerable<Row> On(
        Fixture fixture, string clone, string hardlink, string copy, string causes, string warnings, Forecast recent, Forecast older, string symlink = Works, string? olderWarnings = null)
    {
        yield return new Row(fixture, Recent, Expectation.Of(clone, hardlink, symlink, copy, causes, warnings, recent));
        yield return new Row(fixture, Older, Expectation.Of(clone, hardlink, symlink, copy, causes, olderWarnings ?? warnings, older));
    }
}
