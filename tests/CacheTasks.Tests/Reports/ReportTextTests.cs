using CacheTasks.Reports;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Reports;

[TestClass]
public sealed class ReportTextTests
{
    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("a\r\nb\tc", "a\nb\tc")]
    [DataRow("\u001b[1;31mred\u001b[0m and \u001b]8;;http://x\u001b\\link", "red and link")]
    [DataRow("a\u0000b\u202Ec\u2066d\u200F", "a\uFFFDb\uFFFDc\uFFFDd\uFFFD")]
    public void Clean_KeepsWhatIsTextAlone(string text, string expected) => Assert.AreEqual(expected, ReportText.Clean(text));

    [TestMethod]
    public void Addresses_AreNoLinksInMarkdown() => Assert.AreEqual("http&#58;//a.b www&#46;c.d &#64;e &#35;1", ReportText.Markdown("http://a.b www.c.d @e #1"));

    // No attribute can hold half a pair.
    [TestMethod]
    public void HalfAPair_IsReplaced() => Assert.AreEqual("x\uD83D\uDE00y\uFFFDz\uFFFD", ReportText.Clean("x\uD83D\uDE00y\uD83Dz\uDE00"));

    [TestMethod]
    [DataRow("/short", 20, "/short")]
    [DataRow("/home/somebody/projects/x/.venv", 16, "/home…ts/x/.venv")]
    [DataRow("日本語の長い名前のフォルダー", 12, "日…ォルダー")]
    public void Shorten_LeavesOutTheMiddle(string text, int most, string expected)
    {
        var shortened = ReportText.Shorten(text, most);

        Assert.AreEqual(expected, shortened);
        Assert.IsLessThanOrEqualTo(most, ReportText.Columns(shortened));
    }

    [TestMethod]
    [DataRow(0L, "0 bytes")]
    [DataRow(999L, "999 bytes")]
    [DataRow(1_340_000L, "1.3 MB")]
    [DataRow(42_000_000L, "42 MB")]
    [DataRow(9_960_000_000L, "10 GB")]
    public void Bytes_AreSaidInPowersOfTen(long bytes, string expected) => Assert.AreEqual(expected, ReportNumbers.Bytes(bytes));
}
