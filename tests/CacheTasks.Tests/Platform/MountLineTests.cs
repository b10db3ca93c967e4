using System.Text;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Platform;

[TestClass]
public class MountLineTests
{
    [TestMethod]
    [DataRow("a\\040b", "a b")]
    [DataRow("\\011\\012\\134", "\t\n\\")]
    [DataRow("\\134040", "\\040", DisplayName = "decoded once")]
    [DataRow("\\0", "\\0", DisplayName = "half an escape")]
    [DataRow("a\\", "a\\", DisplayName = "a backslash at the end")]
    [DataRow("\\089", "\\089", DisplayName = "no octal digit")]
    [DataRow("\\303\\274", "ü", DisplayName = "bytes of one letter")]
    [DataRow("plain", "plain")]
    public void Escapes_AreDecodedInOnePass(string field, string text) =>
        Assert.AreEqual(text, Encoding.UTF8.GetString(MountLine.Unescape(Encoding.UTF8.GetBytes(field))));

    [TestMethod]
    public void BytesThatAreNoText_AreKept()
    {
        var mount = MountLine.Parse([.. "5 1 8:1 /r"u8, 0xFF, .. " /p"u8, 0xC3, .. " rw - ext4 s rw"u8])!;

        AssertLines.Equal([.. "/r"u8, (byte)0xFF], mount.RootBytes());
        AssertLines.Equal([.. "/p"u8, (byte)0xC3], mount.PointBytes());
    }

    [TestMethod]
    public void Bytes_AreThoseOfTheText()
    {
        var mount = MountLine.Parse("5 1 8:1 /ü /a\\040b rw - ext4 s rw"u8)!;

        AssertLines.Equal(Encoding.UTF8.GetBytes(mount.Root), mount.RootBytes());
        AssertLines.Equal("/a b"u8.ToArray(), mount.PointBytes());
    }

    [TestMethod]
    public void Parent_IsTheSecondField() => Assert.AreEqual(58ul, MadePlace.NfsChild.Parent);

    // What a later kernel may add stands before the dash or at the end.
    [TestMethod]
    public void UnknownFields_AreSkipped()
    {
        var mount = MountLine.Parse("36 35 98:0 /r /p rw,new:1 shared:1 new:2 third - ext3 /dev/root rw,x=y z"u8)!;

        Assert.AreEqual("ext3 /dev/root rw,x=y rw,new:1", $"{mount.FileSystem} {mount.Source} {mount.SuperOptions} {mount.Options}");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("x 1 8:1 / / rw - ext4 s rw", DisplayName = "no number")]
    [DataRow("5 1 8:1 / / rw ext4 s rw", DisplayName = "no dash")]
    [DataRow("5 1 8:1 / - ext4 s rw", DisplayName = "too few before the dash")]
    [DataRow("5 1 8:1 / / rw - ext4 s", DisplayName = "too few after the dash")]
    public void LineThatIsNone_IsNull(string line) => Assert.IsNull(MountLine.Parse(Encoding.UTF8.GetBytes(line)));

    [TestMethod]
    [DataRow("5 1 8:1 / / rw - nfs4 s rw", "nfs4")]
    [DataRow("5 1 8:1 / / rw shared:1 - ext4 s rw", "ext4")]
    [DataRow("5 1 8:1 / / rw", "")]
    public void Type_IsTheFirstAfterTheDash(string line, string type) => Assert.AreEqual(type, Encoding.UTF8.GetString(MountLine.TypeOf(Encoding.UTF8.GetBytes(line))));
}
