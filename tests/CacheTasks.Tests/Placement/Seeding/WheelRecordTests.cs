using System.Text;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Placement.Seeding;

[TestClass]
public sealed class WheelRecordTests
{
    [TestMethod]
    public void Lines_AreCounted()
    {
        var record = Parse("a/b.py,sha256=x,12\r\n\"with,comma.py\",sha256=y,3\n\"a \"\"quoted\"\".py\",,\na.dist-info/RECORD,,");

        Assert.AreEqual("4 15 2", $"{record.Files} {record.Bytes} {record.Unsized.Count}");
        Assert.AreEqual(Sum(("a/b.py", 12), ("with,comma.py", 3), ("a \"quoted\".py", -1), ("a.dist-info/RECORD", -1)), record.Sum);
    }

    [TestMethod]
    public void Order_DoesNotMatter() => Assert.AreEqual(Parse("a,,1\nb,,2\n").Sum, Parse("b,,2\na,,1\n").Sum);

    [TestMethod]
    [DataRow("a,,2\nb,,1\n")]
    [DataRow("a,,1\nb,,3\n")]
    [DataRow("a,,1\nc,,2\n")]
    [DataRow("a,,1\nb,,\n")]
    [DataRow("a,,1\n")]
    public void AnyDifference_Counts(string other) => Assert.AreNotEqual(Parse("a,,1\nb,,2\n").Sum, Parse(other).Sum);

    private static WheelRecord Parse(string text) => WheelRecord.Parse("a.dist-info", Encoding.UTF8.GetBytes(text));

    // As a walk through folders adds them up.
    private static ulong Sum(params (string Path, long Size)[] files) => files.Aggregate(0UL, (sum, file) =>
    {
        var names = file.Path.Split('/');
        var state = names[..^1].Aggregate(PathSum.Start, (state, name) => PathSum.Enter(state, Encoding.UTF8.GetBytes(name)));
        return sum + PathSum.Of(PathSum.Extend(state, Encoding.UTF8.GetBytes(names[^1])), file.Size);
    });
}
