using System.Text;

namespace CacheTasks.Platform;

/// <summary>What a filesystem's type in mountinfo says. Hints only: whether something works is tried.</summary>
internal static class FilesystemTypes
{
    private static readonly string[] Network =
    [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "lustre", "gpfs", "beegfs", "afs", "ncpfs", "ocfs2", "gfs2", "orangefs", "pvfs2", "glusterfs", "panfs",
    ];

    private static readonly string[] NetworkInUserSpace =
    [
        "sshfs", "rclone", "s3fs", "glusterfs", "ceph", "ceph-fuse", "nfs", "fuse-nfs", "davfs", "davfs2", "curlftpfs", "gcsfuse", "goofys", "juicefs", "seaweedfs", "moosefs", "mfs", "beegfs", "lustre",
    ];

    private static readonly string[] WithHardLinks =
        ["ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "ramfs", "overlay", "f2fs", "zfs", "bcachefs", "jfs", "nilfs2", "udf", "ubifs", "reiserfs", "hfsplus", "ntfs3"];

    private static readonly string[] Unions = ["fuse.mergerfs", "fuse.unionfs", "fuse.unionfs-fuse", "fuse.mhddfs", "aufs"];

    private static readonly string[] WithClones = ["xfs", "btrfs", "bcachefs", "zfs", "ocfs2", "nfs4"];

    /// <summary>Files may be clonable from one mount of such a filesystem to another, though links are not.</summary>
    public static bool MayClone(string type) => WithClones.Contains(type);

    /// <summary>The files lie on another machine, or with a host.</summary>
    public static bool IsNetwork(string type) =>
        Network.Contains(type) || (type.StartsWith("fuse.", StringComparison.Ordinal) && NetworkInUserSpace.Contains(type.Substring("fuse.".Length)));

    /// <summary>A process answers for the filesystem: FUSE, with or without a block device.</summary>
    public static bool IsUserSpace(string type) => type is "fuse" or "fuseblk" || type.StartsWith("fuse.", StringComparison.Ordinal);

    /// <summary>Local filesystems that all have hard links: where one refuses them, something else forbids them.</summary>
    public static bool HasHardLinks(string type) => WithHardLinks.Contains(type);

    /// <summary>Several directories shown as one; a file stays in the branch that it lies in.</summary>
    public static bool IsUnion(string type) => Unions.Contains(type);

    /// <summary>A call can block for ever when the server or process is gone.</summary>
    public static bool CanHang(ReadOnlySpan<byte> type) =>
        !type.IsEmpty && (type[0] is (byte)'n' or (byte)'c' or (byte)'s' or (byte)'9' or (byte)'v' or (byte)'l' or (byte)'g' or (byte)'b' or (byte)'a' or (byte)'f' or (byte)'o' or (byte)'p')
        && CanHang(Encoding.UTF8.GetString(type.ToArray()));

    public static bool CanHang(string type) => IsUserSpace(type) || Network.Contains(type) || type == "autofs";
}
