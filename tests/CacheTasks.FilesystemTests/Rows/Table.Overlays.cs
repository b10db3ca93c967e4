using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>overlay links what was made in it, and copies up what was not.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Overlays() =>
    [
        .. Linking(Fixtures.Overlay),
        .. Linking(Fixtures.OverlayLowerTarget),
        .. Linking(Fixtures.OverlayOneVolume),
        .. Cloning(Fixtures.OverlayOnBtrfs),
        .. Cloning(Fixtures.OverlayOnXfs),
        .. CopyingUp(Fixtures.OverlayLowerCache),
        .. CopyingUp(Fixtures.OverlayUpperOnTmpfs),
        .. CloningInsteadOfCopyingUp(Fixtures.OverlayLowerCacheOnBtrfs),
        .. CloningInsteadOfCopyingUp(Fixtures.OverlayLowerCacheOnXfs),
        .. Crossing(Fixtures.OverlayVolumeCache),
        .. Failing(Fixtures.ReadOnlyOverlay, "EROFS", clone: "fails EXDEV 1001", hardlink: "fails EXDEV 1001", copy: Works, causes: "1015 1001", warnings: "1015"),
    ];

    // A link, silent and in a file of one inode, that has written the file anew.
    private static IEnumerable<Row> CopyingUp(Fixture fixture) =>
        On(fixture, clone: NoClones, hardlink: "costs 1009", copy: Works, causes: "1009 1020", warnings: "1009",
            recent: Forecast.Untouched("hardlink"), older: Forecast.Untouched("hardlink"));

    private static IEnumerable<Row> CloningInsteadOfCopyingUp(Fixture fixture) =>
        On(fixture, clone: Works, hardlink: "costs 1009", copy: "works, shares blocks", causes: "1009", warnings: "",
            recent: Forecast.Untouched("clone"), older: Forecast.Setting("clone", "hardlink"));
}
