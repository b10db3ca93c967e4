using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CacheTasks.Platform.Linux;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Platform;

/// <summary>Each field lies where the C headers have it.</summary>
[TestClass]
public class StructTests
{
    [TestMethod]
    public void Statx_IsThatOfTheHeader() => AssertLayout<Statx>("struct statx", "#include <linux/stat.h>", name => name);

    [TestMethod]
    public void StatxTimestamp_IsThatOfTheHeader() => AssertLayout<StatxTimestamp>("struct statx_timestamp", "#include <linux/stat.h>", name => name);

    // The extents follow struct fiemap, which ends in an array without a length.
    [TestMethod]
    public void FiemapOne_IsAFiemapWithOneExtent() => AssertLayout<FiemapOne>(
        "struct one",
        "#include <linux/types.h>\n#include <linux/fiemap.h>\nstruct one { struct fiemap map; struct fiemap_extent extent; };",
        name => name.StartsWith("fe_", StringComparison.Ordinal) ? "extent." + name : "map." + name);

    [TestMethod]
    public void Rusage_IsThatOfTheHeader() => AssertLayout<Rusage>(
        "struct rusage",
        "#include <sys/resource.h>",
        name => name.Replace("time_sec", "time.tv_sec", StringComparison.Ordinal).Replace("time_usec", "time.tv_usec", StringComparison.Ordinal));

    [TestMethod]
    public void Constants_AreThoseOfTheHeaders()
    {
        string[] names =
        [
            "AT_FDCWD", "AT_SYMLINK_NOFOLLOW", "AT_EACCESS", "AT_HANDLE_FID", "AT_SYMLINK_FOLLOW", "AT_EMPTY_PATH", "O_RDONLY", "O_RDWR", "O_CREAT", "O_EXCL", "O_CLOEXEC",
            "O_NONBLOCK", "O_PATH", "O_DIRECTORY", "O_NOFOLLOW", "O_TMPFILE", "STATX_BASIC_STATS", "STATX_MNT_ID", "FS_IOC_GETFLAGS", "FS_NOCOW_FL",
            "FS_IOC_FSGETXATTR", "FS_XFLAG_PROJINHERIT", "FS_IOC_GET_ENCRYPTION_POLICY_EX", "FICLONE", "FS_IOC_FIEMAP", "FIEMAP_EXTENT_UNKNOWN",
            "FIEMAP_EXTENT_DATA_INLINE", "FIEMAP_EXTENT_SHARED", "R_OK", "W_OK", "X_OK", "RUSAGE_CHILDREN", "RENAME_NOREPLACE",
            "SEEK_SET", "SEEK_DATA", "SEEK_HOLE", "AT_REMOVEDIR", "RESOLVE_BENEATH", "RESOLVE_NO_SYMLINKS", "Q_GETQUOTA", "USRQUOTA", "GRPQUOTA", "QIF_DQBLKSIZE",
            "LOCK_SH", "LOCK_EX", "LOCK_NB", "_SC_CLK_TCK", "STATX_TYPE", "STATX_MODE", "STATX_NLINK", "STATX_UID", "AT_NO_AUTOMOUNT", "AT_STATX_DONT_SYNC",
            "O_WRONLY", "O_NOCTTY", "STATX_SIZE", "S_IFMT", "S_IFDIR", "S_IFREG", "S_IFLNK", "S_ISUID", "S_ISGID",
        ];

        var ours = typeof(LibC).GetFields().Where(field => field.IsStatic).ToDictionary(field => field.Name, field => $"{field.Name}={field.GetValue(null)}");
        AssertLines.Equal(ours.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        AssertLines.Equal(
            names.Select(name => ours[name]),
            CProgram.Run(
                "#include <fcntl.h>\n#include <unistd.h>\n#include <sys/file.h>\n#include <sys/stat.h>\n#include <sys/resource.h>\n#include <linux/fs.h>\n#include <linux/fscrypt.h>\n#include <linux/fiemap.h>\n#include <linux/openat2.h>\n#include <sys/quota.h>\n" + HandleFid,
                names.Select(name => $"printf(\"{name}=%lld\\n\", (long long){name});")));
    }

    [TestMethod]
    public void OpenHow_IsThatOfTheHeader() => AssertLayout<LibC.OpenHow>("struct open_how", "#include <linux/openat2.h>", name => name);

    [TestMethod]
    public void Timespec_IsThatOfTheHeader() => AssertLayout<Timespec>("struct timespec", "#include <time.h>", name => name);

    [TestMethod]
    public void Dqblk_IsThatOfTheHeader() => AssertLayout<LibC.Dqblk>("struct dqblk", "#include <sys/quota.h>", name => name);

    [TestMethod]
    public void Passwd_IsThatOfTheHeader() => AssertLayout<LibC.Passwd>("struct passwd", "#include <pwd.h>", name => name);

    [TestMethod]
    public void Group_IsThatOfTheHeader() => AssertLayout<LibC.Group>("struct group", "#include <grp.h>", name => name);

    [TestMethod]
    public void FsXattr_IsThatOfTheHeader() => AssertLayout<FsXattr>("struct fsxattr", "#include <linux/fs.h>", name => name);

    [TestMethod]
    public void StatFs_IsThatOfTheHeader() => AssertLayout<StatFs>("struct statfs", "#include <sys/vfs.h>", name => name);

    // Some fields are read as another one on Arm, so they have the names of both.
    [TestMethod]
    public void Stat64_IsThatOfTheHeader()
    {
        Assert.AreEqual(Architecture.X64, RuntimeInformation.ProcessArchitecture, "the names below are those of x86-64");
        AssertLayout<Stat64>("struct stat", "#include <sys/stat.h>", name => name switch
        {
            "nlink_or_mode" => "st_nlink",
            "mode_or_uid" => "st_mode",
            "uid_or_gid" => "st_uid",
            "gid_or_padding" => "st_gid",
            "padding" => "__pad0",
            _ => name.Replace("time_nsec", "tim.tv_nsec", StringComparison.Ordinal).Replace("time", "tim.tv_sec", StringComparison.Ordinal),
        });
    }

    [TestMethod]
    public void FileHandle_HasRoomForTheLargest() => AssertLines.Equal(
        [$"{Marshal.OffsetOf<FileHandle>("handle_bytes")} {Marshal.OffsetOf<FileHandle>("handle_type")} {Marshal.OffsetOf<FileHandle>("f_handle")} {Unsafe.SizeOf<FileHandle>()}"],
        CProgram.Run(
            "#include <fcntl.h>",
            ["printf(\"%zu %zu %zu %zu\\n\", offsetof(struct file_handle, handle_bytes), offsetof(struct file_handle, handle_type), offsetof(struct file_handle, f_handle), sizeof(struct file_handle) + MAX_HANDLE_SZ);"]));

    // In the headers since Linux 6.5, as the same bit.
    private const string HandleFid = "#ifndef AT_HANDLE_FID\n#define AT_HANDLE_FID AT_REMOVEDIR\n#endif\n";

    private static void AssertLayout<T>(string type, string includes, Func<string, string> member)
        where T : unmanaged
    {
        var fields = typeof(T).GetFields().Where(field => !field.Name.StartsWith("spare", StringComparison.Ordinal) && !field.Name.Contains("reserved", StringComparison.Ordinal)).ToList();
        var ours = fields.Select(field => $"{field.Name} {Marshal.OffsetOf<T>(field.Name)} {Marshal.SizeOf(field.FieldType)}").Prepend($"size {Unsafe.SizeOf<T>()}");

        AssertLines.Equal(ours, CProgram.Run(
            includes,
            fields.Select(field => $"printf(\"{field.Name} %zu %zu\\n\", offsetof({type}, {member(field.Name)}), sizeof((({type} *)0)->{member(field.Name)}));")
                .Prepend($"printf(\"size %zu\\n\", sizeof({type}));")));
    }
}
