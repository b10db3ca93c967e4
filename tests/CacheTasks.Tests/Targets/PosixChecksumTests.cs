using System.Globalization;
using CacheTasks.Targets;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>A shell computes the same: <c>printf %s "$path" | cksum</c>.</summary>
[TestClass]
public class PosixChecksumTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("/")]
    [DataRow("/home/dev/src/app")]
    [DataRow("/home/dev/mit Leerzeichen & ünï → 日本")]
    [DataRow("100%;'$x'\\n")]
    public void Path_HasTheSumThatTheShellComputes(string path)
    {
        var printed = new Command("sh", "-c", "printf %s \"$1\" | cksum", "sh", path).Run().OrFail().StandardOutput;

        Assert.AreEqual(printed.Split(' ')[0], PosixChecksum.Of(path).ToString(CultureInfo.InvariantCulture));
    }

    // From 256 bytes on the length takes two bytes of the sum, from 65,536 on three.
    [TestMethod]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(70_000)]
    public void LongPath_CountsItsLength(int length) => Path_HasTheSumThatTheShellComputes(new string('a', length));
}
