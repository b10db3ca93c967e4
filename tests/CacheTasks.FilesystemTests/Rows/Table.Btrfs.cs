using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Clones cross mounts and subvolumes, but not from files with checksums to files without.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Btrfs() =>
    [
        .. Cloning(Fixtures.Btrfs),
        .. CloningOnly(Fixtures.BtrfsBindMount, hardlink: "fails EXDEV 1002", causes: "1002"),
        .. CloningOnly(Fixtures.BtrfsSubvolumes, hardlink: "fails EXDEV 1003", causes: "1003"),
        .. CloningOnly(Fixtures.BtrfsEnvironmentSubvolume, hardlink: "fails EXDEV 1003", causes: "1003"),
        .. Failing(Fixtures.BtrfsReadOnlySnapshot, "EROFS", clone: Works, hardlink: "fails EXDEV 1003", copy: "works, shares blocks", causes: "1015 1003", warnings: "1015"),

        .. On(Fixtures.BtrfsCacheWithoutCow, clone: "fails EINVAL 1004", hardlink: Works, copy: Works, causes: "1004", warnings: "",
            recent: Forecast.Untouched("hardlink"), older: Forecast.Untouched("hardlink")),
        .. On(Fixtures.BtrfsTargetWithoutCow, clone: "fails EINVAL 1004", hardlink: Works, copy: Works, causes: "1004", warnings: "",
            recent: Forecast.Untouched("hardlink"), older: Forecast.Untouched("hardlink")),
        .. Cloning(Fixtures.BtrfsBothWithoutCow),
        .. Copying(Fixtures.BtrfsSubvolumeWithoutCow, clone: "fails EINVAL 1004", hardlink: "fails EXDEV 1003", causes: "1003 1004", warnings: "1003 1004"),

        .. Blocked(Fixtures.BtrfsTargetOverQuota, "EDQUOT", "1021"),
        .. Blocked(Fixtures.BtrfsOverQuota, "EDQUOT", "1021"),
    ];
}
