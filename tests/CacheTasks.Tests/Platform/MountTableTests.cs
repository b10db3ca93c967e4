using System.Text;
using CacheTasks.Platform;
using CacheTasks.Platform.Linux;

namespace CacheTasks.Tests.Platform;

[TestClass]
public class MountTableTests
{
    // As the kernel prints it: an over-mount at 40 and 41, escapes, no and several optional fields, an empty source.
    private const string Table =
        """
        27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
        36 27 8:1 /src /src rw,relatime shared:1 master:2 propagate_from:3 - ext4 /dev/sda1 rw
        40 27 8:2 / /data rw - ext4 /dev/sdb1 rw
        41 40 8:3 / /data ro,nosuid - xfs /dev/sdc1 rw,attr2
        52 27 0:50 / /with\040space\011tab\012line rw - tmpfs my\040source rw
        53 27 0:51 /a\134040b /back\134slash rw - tmpfs tmpfs rw
        54 27 0:52 / /a\0 rw - tmpfs tmpfs rw
        55 27 0:53 / /empty rw -  tmpfs  rw
        360 27 0:60 / /ünï rw - overlay overlay rw,lowerdir=/a:/b
        """ + "\n";

    [TestMethod]
    public void Id_FindsItsLine() => AssertMount(new MountInfo(27, "254:0", "/", "/", "rw,relatime", "ext4", "/dev/vda", "rw,discard") { Parent = 1 });

    [TestMethod]
    public void OptionalFields_AreSkipped() => AssertMount(new MountInfo(36, "8:1", "/src", "/src", "rw,relatime", "ext4", "/dev/sda1", "rw") { Parent = 27 });

    [TestMethod]
    public void LongerId_IsAnotherMount() =>
        AssertMount(new MountInfo(360, "0:60", "/", "/ünï", "rw", "overlay", "overlay", "rw,lowerdir=/a:/b") { Parent = 27 });

    // Both are at /data: by path the lower would be found.
    [TestMethod]
    public void OverMounts_AreToldApart()
    {
        AssertMount(new MountInfo(40, "8:2", "/", "/data", "rw", "ext4", "/dev/sdb1", "rw") { Parent = 27 });
        AssertMount(new MountInfo(41, "8:3", "/", "/data", "ro,nosuid", "xfs", "/dev/sdc1", "rw,attr2") { Parent = 40 });
    }

    [TestMethod]
    public void SpaceTabAndNewline_AreUnescaped() =>
        AssertMount(new MountInfo(52, "0:50", "/", "/with space\ttab\nline", "rw", "tmpfs", "my source", "rw") { Parent = 27 });

    // A backslash that is followed by digits is decoded once.
    [TestMethod]
    public void EscapedBackslash_DoesNotStartAnEscape() =>
        AssertMount(new MountInfo(53, "0:51", "/a\\040b", "/back\\slash", "rw", "tmpfs", "tmpfs", "rw") { Parent = 27 });

    [TestMethod]
    public void HalfAnEscape_StaysAsItIs() => AssertMount(new MountInfo(54, "0:52", "/", "/a\\0", "rw", "tmpfs", "tmpfs", "rw") { Parent = 27 });

    [TestMethod]
    [DataRow(3ul)]
    [DataRow(7ul)]
    [DataRow(0ul)]
    [DataRow(ulong.MaxValue)]
    public void UnknownId_IsNull(ulong id) => Assert.IsNull(Find(Table, id));

    [TestMethod]
    [DataRow("")]
    [DataRow("36 ")]
    [DataRow("36 27 8:1")]
    [DataRow("36 27 8:1 / / rw")]
    [DataRow("36 27 8:1 / / rw -")]
    [DataRow("36 27 8:1 / / rw - ext4")]
    public void LineThatIsCutOff_IsNull(string table) => Assert.IsNull(Find(table, 36));

    [TestMethod]
    public void LastLineWithoutANewline_IsFound() => Assert.IsNotNull(Find("36 27 8:1 / / rw - ext4 /dev/sda rw", 36));

    [TestMethod]
    [DataRow("ro,relatime", "rw", true)]
    [DataRow("rw,relatime", "ro", true)]
    [DataRow("rw,errors=remount-ro", "rw", false)]
    public void ReadOnly_IsAWholeOption(string options, string superOptions, bool readOnly) =>
        Assert.AreEqual(readOnly, new MountInfo(1, "8:1", "/", "/", options, "ext4", "/dev/sda", superOptions).IsReadOnly);

    [TestMethod]
    public void OwnTable_HasTheRoot()
    {
        FileSystem.Current!.Stat("/", followLink: true, out var status);

        Assert.AreEqual("/", FileSystem.Current.ReadMounts().Find(status.MountId)!.MountPoint);
    }

    private static void AssertMount(MountInfo expected) => Assert.AreEqual(expected, Find(Table, expected.Id));

    private static MountInfo? Find(string table, ulong id) => new MountTable(Encoding.UTF8.GetBytes(table)).Find(id);
}
