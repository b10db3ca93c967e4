using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <content>Shared filesystems, each row run inside the virtual machine. The errors are those of real servers.</content>
internal static partial class Table
{
    internal static IReadOnlyList<Row> SharedRows { get; } =
    [
        // Nothing is in between: as the server's filesystem; clones pass NFS 4.2 and nothing else.
        .. OfRecent(Linking(SharedFixtures.Nfs4OfExt4)),
        .. OfRecent(Linking(SharedFixtures.Nfs3OfXfs)),
        .. Cloning(SharedFixtures.Nfs4OfXfs),
        .. OfRecent(Linking(SharedFixtures.SmbWithSymlinks)),
        .. OfRecent(Linking(SharedFixtures.NineP)),

        // A boundary on the server: one mount and one device here, and yet no link.
        .. CloningAcross(SharedFixtures.Nfs4OfBtrfsSubvolumes),
        .. OfRecent(CopyingAcross(SharedFixtures.Nfs3OfBtrfsSubvolumes)),
        .. OfRecent(CloningAcross(SharedFixtures.Nfs4OfXfsProject)),
        .. OfRecent(CopyingAcross(SharedFixtures.Nfs3OfXfsProject)),
        .. OfRecent(CopyingAcross(SharedFixtures.Nfs4OfMergerfs)),
        .. OfRecent(CopyingAcross(SharedFixtures.SmbOtherFilesystemInside)),
        .. OfRecent(CopyingAcross(SharedFixtures.NinePOtherFilesystemInside)),
        .. OfRecent(CopyingAcross(SharedFixtures.NinePBindInside)),

        // Two mounts here of what the server has once.
        .. CopyingAcross(SharedFixtures.Nfs4TwoMountsOfExt4),
        .. OfRecent(CloningAcross(SharedFixtures.Nfs4TwoMountsOfXfs)),
        .. OfRecent(CopyingAcross(SharedFixtures.Nfs4BoundFolders)),
        .. OfRecent(Copying(SharedFixtures.Nfs4AutomountedChild, clone: "fails EXDEV 1023", hardlink: "fails EXDEV 1023", causes: "1023", warnings: "1023")),

        // The server's idea of users and rights.
        .. OfRecent(Failing(SharedFixtures.Nfs4AllSquash, "EACCES", clone: NoClones, hardlink: "fails EPERM 1010", copy: Works, causes: "1014 1010 1020", warnings: "1014")),
        .. OfRecent(Blocked(SharedFixtures.Nfs4ReadOnlyExport, "EROFS", "1015")),

        // What uv's cache needs is missing.
        .. OfRecent(Failing(SharedFixtures.Nfs4OfVfat, "EPERM", clone: NoClones, hardlink: "fails EPERM 1017", copy: Works, causes: "1026 1017 1020 1099", warnings: "1026", symlink: "fails EPERM 1099")),
        .. OfRecent(Failing(SharedFixtures.Smb, "EOPNOTSUPP", clone: NoClones, hardlink: Works, copy: Works, causes: "1026 1020 1099", warnings: "1026", symlink: "fails EOPNOTSUPP 1099")),
    ];

    // Emulated, a row takes long: the older uv is asked where its ladder makes a difference, or as one of a kind.
    private static IEnumerable<Row> OfRecent(IEnumerable<Row> rows) => rows.Where(row => row.UvVersion == Recent);

    private static IEnumerable<Row> CloningAcross(Fixture fixture) => CloningOnly(fixture, hardlink: "fails EXDEV 1023", causes: "1023");

    private static IEnumerable<Row> CopyingAcross(Fixture fixture) => Copying(fixture, clone: NoClones, hardlink: "fails EXDEV 1023", causes: "1023 1020", warnings: "1023");
}
