using System.Text;
using CacheTasks.Running;

namespace CacheTasks.Tests.Running;

[TestClass]
public sealed class OutputLinesTests
{
    [TestMethod]
    [DataRow("a\nb\r\nc\rd", "a|b|c|d")]
    [DataRow("\n\na\n", "||a")]
    [DataRow("", "")]
    public void Lines_EndAsTheyDoForExec(string text, string lines) => Assert.AreEqual(lines, string.Join('|', Read(Encoding.UTF8.GetBytes(text))));

    [TestMethod]
    public void BytesThatAreNoText_AreReplaced() => Assert.AreEqual("a\uFFFDb|c\uFFFD", string.Join('|', Read([(byte)'a', 0xFF, (byte)'b', (byte)'\n', (byte)'c', 0xC3])));

    [TestMethod]
    public void CharacterAcrossTwoReads_IsWhole() => Assert.AreEqual(new string('a', 32767) + "ü", Read([.. Encoding.UTF8.GetBytes(new string('a', 32767) + "ü")]).Single());

    [TestMethod]
    public void LongLine_ComesInPieces() =>
        CollectionAssert.AreEqual(new[] { OutputLines.Longest, OutputLines.Longest, 5 }, Read(Encoding.UTF8.GetBytes(new string('x', (2 * OutputLines.Longest) + 5))).Select(line => line.Length).ToArray());

    private static List<string> Read(byte[] bytes)
    {
        var lines = new List<string>();
        using var stream = new MemoryStream(bytes);
        new OutputLines(stream, Encoding.UTF8, lines.Add).Read();
        return lines;
    }
}
