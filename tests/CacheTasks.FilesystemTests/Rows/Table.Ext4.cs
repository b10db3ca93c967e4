using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>ext4 links, and never clones.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Ext4() =>
    [
        .. Linking(Fixtures.Ext4SameMount),
        .. Linking(Fixtures.NoExec),

        // Nothing crosses filesystems, nor do hard links cross mounts of one.
        .. Crossing(Fixtures.TwoExt4Images),
        .. Crossing(Fixtures.SymlinkedCache),
        .. Crossing(Fixtures.OverMount),
        .. Copying(Fixtures.BindMount, clone: NoClones, hardlink: "fails EXDEV 1002", causes: "1002 1020", warnings: "1002"),
        .. Copying(Fixtures.OddlyNamedMount, clone: NoClones, hardlink: "fails EXDEV 1002", causes: "1002 1020", warnings: "1002"),
        .. Copying(Fixtures.EnvironmentVolume, clone: NoClones, hardlink: "fails EXDEV 1002", causes: "1002 1020", warnings: "1002"),

        // uv writes to its cache and its environment whatever the mode.
        .. Failing(Fixtures.ReadOnlyBind, "EROFS", clone: NoClones, hardlink: "fails EXDEV 1002", copy: Works, causes: "1015 1002 1020", warnings: "1015"),
        .. Failing(Fixtures.RemountedReadOnly, "EROFS", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: Works, causes: "1015 1001", warnings: "1015"),
        .. Blocked(Fixtures.ReadOnlyTarget, "EROFS", "1015"),

        // Into an encrypted folder come only files with its key; out of it they go freely.
        .. Copying(Fixtures.EncryptedTarget, clone: NoClones, hardlink: "fails EXDEV 1006", causes: "1006 1020", warnings: "1006"),
        .. Copying(Fixtures.TwoEncryptionKeys, clone: NoClones, hardlink: "fails EXDEV 1006", causes: "1006 1020", warnings: "1006"),
        .. Linking(Fixtures.EncryptedCache),
        .. Linking(Fixtures.EncryptedAlike),
        .. Failing(Fixtures.LockedCache, "ENOKEY", clone: "fails ENOKEY 1007", hardlink: "fails ENOKEY 1007", copy: Works, causes: "1007", warnings: "1007"),
        .. Blocked(Fixtures.LockedTarget, "ENOKEY", "1007"),

        .. Copying(Fixtures.Ext4IntoProjectTree, clone: NoClones, hardlink: "fails EXDEV 1005", causes: "1005 1020", warnings: "1005"),

        // A flag on all files sends uv to copies, one on a file that is not its wheel's first ends the installation.
        .. Copying(Fixtures.ImmutableFiles, clone: NoClones, hardlink: "fails EPERM 1012", causes: "1012 1020", warnings: "1012"),
        .. Copying(Fixtures.AppendOnlyFiles, clone: NoClones, hardlink: "fails EPERM 1012", causes: "1012 1020", warnings: "1012"),
        .. On(Fixtures.ImmutableFile, clone: NoClones, hardlink: "works, half way EPERM 1012", copy: Works, causes: "1012 1020", warnings: "1012",
            recent: Forecast.Setting("copy", "fails EPERM"), older: Forecast.Setting("copy", "fails EPERM")),
        .. Blocked(Fixtures.ImmutableTarget, "EPERM", "1013"),
        .. Blocked(Fixtures.ImmutableProject, "EPERM", "1013"),

        // uv does not mind: it removes nothing there.
        .. Linking(Fixtures.AppendOnlyTarget, causes: "1013 1020"),
        .. Linking(Fixtures.AppendOnlyProject, causes: "1013 1020"),

        // A recent uv puts a new file in the place of one that has all the names it can have.
        .. On(Fixtures.LinkLimit, clone: NoClones, hardlink: "works, half way EMLINK 1016", copy: Works, causes: "1016 1020", warnings: "",
            recent: Forecast.Untouched("hardlink"), older: Forecast.Setting("copy", "fails EMLINK"), olderWarnings: "1016"),

        .. Failing(Fixtures.FullOfBlocks, "ENOSPC", clone: NoClones, hardlink: Works, copy: "fails ENOSPC 1021", causes: "1021 1020", warnings: "1021"),
        .. Blocked(Fixtures.FullOfInodes, "ENOSPC", "1021"),
    ];
}
