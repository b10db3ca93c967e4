using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>What is never written cannot be a cache of uv.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Images() =>
    [
        .. Failing(Fixtures.Squashfs, "EROFS", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: Works, causes: "1015 1001", warnings: "1015"),
        .. Failing(Fixtures.Erofs, "EROFS", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: Works, causes: "1015 1001", warnings: "1015"),
    ];
}
