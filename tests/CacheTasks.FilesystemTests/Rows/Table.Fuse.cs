using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Whatever the process behind the mount does.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Fuse() =>
    [
        .. Linking(Fixtures.Bindfs),
        .. Linking(Fixtures.BindfsHidingLinks),
        .. Linking(Fixtures.FuseOverlayfs),
        .. Linking(Fixtures.Gocryptfs),
        .. Linking(Fixtures.Ntfs3g),
        // It copies up as the kernel's does, but nothing tells in which layer a file lies.
        .. Linking(Fixtures.FuseOverlayfsLowerCache),

        // sshfs lets nobody read a symlink that leads out of the server's folder, and an absolute one does.
        .. Linking(Fixtures.Sshfs, symlink: "fails EPERM 1099", causes: "1020 1099"),
        .. Copying(Fixtures.SshfsWithoutLinks, clone: NoClones, hardlink: "fails EPERM 1017", symlink: "fails EPERM 1099", causes: "1017 1020 1099", warnings: "1017"),

        // Boundaries that only the process knows.
        .. Copying(Fixtures.BindfsOverSubvolumes, clone: NoClones, hardlink: "fails EXDEV 1019", causes: "1019 1020", warnings: "1019"),
        .. Copying(Fixtures.MergerfsBranches, clone: NoClones, hardlink: "fails EXDEV 1019", causes: "1019 1020", warnings: "1019"),
        .. Linking(Fixtures.MergerfsMostFree),
        .. Linking(Fixtures.MergerfsOneBranch),
        .. On(Fixtures.MergerfsSymlinks, clone: NoClones, hardlink: "costs 1018", copy: Works, causes: "1018 1020", warnings: "1018",
            recent: Forecast.Setting("copy", "symlink"), older: Forecast.Setting("copy", "symlink")),

        // uv makes its lock files by a rename that replaces nothing, or else by a hard link. Warm or not, an environment needs a symlink.
        .. Failing(Fixtures.SshfsWithoutLinksCold, "EPERM", clone: NoClones, hardlink: "fails EPERM 1017", copy: Works, symlink: "fails EPERM 1099", causes: "1026 1017 1020 1099", warnings: "1026"),
        .. Failing(Fixtures.Rclone, "EIO", clone: NoClones, hardlink: "fails EIO 1017", copy: Works, symlink: "fails EIO 1026", causes: "1026 1017 1020", warnings: "1026"),
        .. Crossing(Fixtures.RcloneCache).But("symlink", "symlink of 32 and copy of 2"),
        .. Failing(Fixtures.RcloneColdCache, "EIO", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: Works, causes: "1026 1001", warnings: "1026"),
        .. Failing(Fixtures.Exfat, "EPERM", clone: NoClones, hardlink: "fails EPERM 1017", copy: Works, symlink: "fails ENOSYS 1026", causes: "1026 1017 1020", warnings: "1026"),
        .. Failing(Fixtures.ExfatCache, "EPERM", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: Works, causes: "1026 1001", warnings: "1026"),
    ];
}
