using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Clones cross mounts and project trees; a copy shares blocks too.</content>
internal static partial class Table
{
    internal static IEnumerable<Row> Xfs() =>
    [
        .. Cloning(Fixtures.Xfs),
        .. Linking(Fixtures.XfsWithoutReflink),
        .. Crossing(Fixtures.TwoXfsImages),
        .. CloningOnly(Fixtures.XfsBindMount, hardlink: "fails EXDEV 1002", causes: "1002"),

        // Into a tree come only files of its project; out of it they go freely.
        .. CloningOnly(Fixtures.XfsIntoProjectTree, hardlink: "fails EXDEV 1005", causes: "1005"),
        .. CloningOnly(Fixtures.XfsTwoProjectTrees, hardlink: "fails EXDEV 1005", causes: "1005"),
        .. Cloning(Fixtures.XfsOutOfProjectTree),
        .. Cloning(Fixtures.XfsOneProjectTree),
        .. Copying(Fixtures.PlainXfsIntoProjectTree, clone: NoClones, hardlink: "fails EXDEV 1005", causes: "1005 1020", warnings: "1005"),
    ];
}
