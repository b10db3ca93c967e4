using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Filesystems on, in and behind one another.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Nested() =>
    [
        .. CloningInsteadOfCopyingUp(Fixtures.OverlayOverBoundSubvolume),
        .. CopyingUp(Fixtures.OverlayOnOverlay),
        .. CopyingUp(Fixtures.OverlayOverSquashfs),
        .. Crossing(Fixtures.OverlayAndItsUpper),
        .. Crossing(Fixtures.TmpfsInOverlay),
        .. Linking(Fixtures.ImageOnOverlay),
        .. Linking(Fixtures.BindOfBind),
        .. Linking(Fixtures.GocryptfsOnMergerfs),
        .. Copying(Fixtures.ContainerVolumes, clone: NoClones, hardlink: "fails EXDEV 1002", causes: "1002 1020", warnings: "1002"),
        .. Copying(Fixtures.BoundEncryptedTarget, clone: NoClones, hardlink: "fails EXDEV 1006", causes: "1006 1020", warnings: "1006"),
        .. Copying(Fixtures.MergerfsOverBinds, clone: NoClones, hardlink: "fails EXDEV 1019", causes: "1019 1020", warnings: "1019"),
        .. CloningOnly(Fixtures.BoundXfsWithProjectTree, hardlink: "fails EXDEV 1005", causes: "1005"),

        // Two boundaries at once, and each would do.
        .. Copying(Fixtures.PlainXfsBoundProjectTree, clone: NoClones, hardlink: "fails EXDEV 1002", causes: "1002 1005 1020", warnings: "1002 1005"),
        .. CloningOnly(Fixtures.NestedSubvolumesMounted, hardlink: "fails EXDEV 1002", causes: "1002 1003"),
    ];
}
