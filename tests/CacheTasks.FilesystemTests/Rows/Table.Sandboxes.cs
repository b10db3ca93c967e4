using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>What a policy forbids.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Sandboxes() =>
    [
        // In symlink mode uv renames the files of .data from folder to folder, and that is not allowed either: it copies them.
        .. Copying(Fixtures.Landlock, clone: NoClones, hardlink: "fails EXDEV 1008", causes: "1008 1020", warnings: "1008").But("symlink", "symlink of 28 and copy of 6"),
        .. Copying(Fixtures.LandlockButCache, clone: NoClones, hardlink: "fails EXDEV 1008", causes: "1008 1020", warnings: "1008").But("symlink", "symlink of 28 and copy of 6"),

        // An empty cache is filled by renaming.
        .. Failing(Fixtures.LandlockCold, "EXDEV", clone: NoClones, hardlink: "fails EXDEV 1008", copy: Works, causes: "1008 1020", warnings: "1008"),

        .. Copying(Fixtures.Seccomp, clone: NoClones, hardlink: "fails EPERM 1022", causes: "1022 1020", warnings: "1022"),
        .. Copying(Fixtures.SeccompCold, clone: NoClones, hardlink: "fails EPERM 1022", causes: "1022 1020", warnings: "1022"),
        .. Copying(Fixtures.UserNamespace, clone: NoClones, hardlink: "fails EPERM 1011", causes: "1011 1020", warnings: "1011"),
        .. Linking(Fixtures.UserNamespaceWritable),

        // What tells of mounts and processes is missing. (Without /proc no .NET starts.)
        .. Copying(Fixtures.BindMountWithoutStatx, clone: NoClones, hardlink: "fails EXDEV 1002", causes: "1002 1020", warnings: "1002"),
        .. Linking(Fixtures.HiddenProcesses),
    ];
}
