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
            "AT_FDCWD", "AT_SYMLINK_NOFOLLOW", "AT_EACCESS", "AT_SYMLINK_FOLLOW", "AT_EMPTY_PATH", "O_RDONLY", "O_RDWR", "O_CREAT", "O_EXCL", "O_CLOEXEC",
            "O_NONBLOCK", "O_DIRECTORY", "O_NOFOLLOW", "O_TMPFILE", "STATX_BASIC_STATS", "STATX_MNT_ID", "FICLONE", "FS_IOC_FIEMAP", "FIEMAP_EXTENT_UNKNOWN",
            "FIEMAP_EXTENT_DATA_INLINE", "FIEMAP_EXTENT_SHARED", "W_OK", "X_OK", "RUSAGE_CHILDREN",
        ];

        var ours = typeof(LibC).GetFields().Where(field => field.IsStatic).ToDictionary(field => field.Name, field => $"{field.Name}={field.GetValue(null)}");
        AssertLines.Equal(ours.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        AssertLines.Equal(
            names.Select(name => ours[name]),
            CProgram.Run(
                "#include <fcntl.h>\n#include <unistd.h>\n#include <sys/stat.h>\n#include <sys/resource.h>\n#include <linux/fs.h>\n#include <linux/fiemap.h>",
                names.Select(name => $"printf(\"{name}=%lld\\n\", (long long){name});")));
    }

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
