using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Files that belong to somebody else.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Owners() =>
    [
        .. Failing(Fixtures.UnwritableCache, "EACCES", clone: NoClones, hardlink: "fails EPERM 1010", copy: Works, causes: "1014 1010 1020", warnings: "1014"),
        .. Blocked(Fixtures.UnwritableTarget, "EACCES", "1014"),

        // Only one's own files can be linked, or those that one may read and write.
        .. Copying(Fixtures.Foreign644, clone: NoClones, hardlink: "fails EPERM 1010", causes: "1010 1020", warnings: "1010"),
        .. Copying(Fixtures.Foreign4755, clone: NoClones, hardlink: "fails EPERM 1010", causes: "1010 1020", warnings: "1010"),
        .. Linking(Fixtures.Foreign666),
        .. Linking(Fixtures.Foreign664),
        .. Linking(Fixtures.ForeignAsRoot),
        .. CloningOnly(Fixtures.Foreign644OnXfs, hardlink: "fails EPERM 1010", causes: "1010"),

        // A script that not everybody may execute is copied whatever the mode.
        .. Copying(Fixtures.Foreign640InGroup, clone: NoClones, hardlink: "fails EPERM 1010", causes: "1010 1020", warnings: "1010").But("symlink", "symlink of 32 and copy of 2"),

        // What cannot be read cannot be copied either.
        .. Failing(Fixtures.Foreign640, "EACCES", clone: NoClones, hardlink: "fails EPERM 1010", copy: "fails EACCES 1010", causes: "1010 1020", warnings: "1010"),
        .. Failing(Fixtures.Foreign600, "EACCES", clone: NoClones, hardlink: "fails EPERM 1010", copy: "fails EACCES 1010", causes: "1010 1020", warnings: "1010"),

        // uv copies RECORD with its mode, and then writes to it.
        .. Failing(Fixtures.Foreign444, "EACCES", clone: NoClones, hardlink: "fails EPERM 1010", copy: Works, causes: "1014 1010 1020", warnings: "1014"),
        .. Failing(Fixtures.Own444, "EACCES", clone: NoClones, hardlink: Works, copy: Works, causes: "1014 1020", warnings: "1014"),

        // One foreign file ends the installation, unless it is the first of its wheel. A wheel that is all foreign is copied.
        .. On(Fixtures.MixedOwners, clone: NoClones, hardlink: "works, half way EPERM 1025", copy: Works, causes: "1025 1010 1020", warnings: "1025",
            recent: Forecast.Setting("copy", "fails EPERM"), older: Forecast.Setting("copy", "fails EPERM")),
        .. MixedWheels(),
    ];

    private static IEnumerable<Row> MixedWheels()
    {
        const string Half = "hardlink of 17 and copy of 17, warns";
        var rows = On(Fixtures.MixedWheels, clone: NoClones, hardlink: "works 1010, not all", copy: Works, causes: "1010 1020", warnings: "1010",
            recent: Forecast.Untouched("hardlink, warns"), older: Forecast.Untouched("hardlink, warns")).But("", Half).But("hardlink", Half).ToList();
        return rows.Take(1).But("clone", Half).Concat(rows.Skip(1));
    }
}
