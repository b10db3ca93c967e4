using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Memory, and what goes there.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Tmpfs() =>
    [
        .. Linking(Fixtures.Tmpfs),
        .. Crossing(Fixtures.TwoTmpfs),
        .. Crossing(Fixtures.Ext4ToTmpfs),
        .. Failing(Fixtures.Ext4ToFullTmpfs, "ENOSPC", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: "fails ENOSPC 1021", causes: "1021 1001", warnings: "1021"),
        .. Blocked(Fixtures.TmpfsWithoutInodes, "ENOSPC", "1021"),
    ];
}
