using System.Text;
using CacheTasks.Placement.Needs.Toml;

namespace CacheTasks.Tests.Placement.Needs;

/// <summary>TOML 1.0, with the examples of its specification.</summary>
[TestClass]
public class TomlReaderTests
{
    [TestMethod]
    [DataRow("a = 1", "a:1")]
    [DataRow("a = \"x\\ty\\u0041\\U0001F600\\\\\"", "a:'x\ty\u0041\U0001F600\\'")]
    [DataRow("a = 'C:\\x'", "a:'C:\\x'")]
    [DataRow("a = \"\"\"\nx\ny\"\"\"", "a:'x\ny'")]
    [DataRow("a = \"\"\"x \\\n   y\"\"\"", "a:'x y'")]
    [DataRow("a = '''\n\"x\\'''", "a:'\"x\\'")]
    [DataRow("a = \"\"\"\"x\"\"\"\"", "a:'\"x\"'")]
    [DataRow("a = 1979-05-27 07:32:00Z # c", "a:1979-05-27 07:32:00Z")]
    [DataRow("a = 1979-05-27T00:32:00.999999-07:00", "a:1979-05-27T00:32:00.999999-07:00")]
    [DataRow("a = -0.5e+3\r\nb = true\r\n", "a:-0.5e+3 b:true")]
    [DataRow("a = [ 1, [ \"x\" ], # c\n 'y',\n]", "a:[1 ['x'] 'y']")]
    [DataRow("a = { b = 1, c.d = 2 }", "a:{b:1 c:{d:2}}")]
    [DataRow("a = {}\nb = []", "a:{} b:[]")]
    [DataRow("a.b = 1\na . \"c d\" = 2", "a:{b:1 c d:2}")]
    [DataRow("[a]\nb = 1\n[a.c]\nd = 2\n", "a:{b:1 c:{d:2}}")]
    [DataRow("[a.b]\nc = 1\n[a]\nd = 2", "a:{b:{c:1} d:2}")]
    [DataRow("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[[a.e]]\nf = 3", "a:[{b:1 c:{d:2}} {e:[{f:3}]}]")]
    [DataRow("\uFEFF# only a comment", "")]
    [DataRow("\"\" = 1", ":1")]
    public void Valid_IsRead(string text, string expected) => Assert.AreEqual(expected, Show(TomlReader.Read(text)));

    [TestMethod]
    [DataRow("a = ", 1, "the text ends where a value should be")]
    [DataRow("a", 1, "the text ends where = should be")]
    [DataRow("a = 1\nb 2", 2, "= is missing")]
    [DataRow("a = 1 2", 1, "more follows on the line")]
    [DataRow("a = x", 1, "'x' is no value")]
    [DataRow("a = \n", 1, "a value is missing")]
    [DataRow("= 1", 1, "a key is missing")]
    [DataRow("a = \"x\n\"", 1, "a string does not end on its line")]
    [DataRow("a = \"x", 1, "the text ends too early")]
    [DataRow("\na = \"\"\"x\n\"\"", 3, "the text ends too early")]
    [DataRow("a = \"\\x\"", 1, "\\x is no escape")]
    [DataRow("a = \"\\uD800\"", 1, "D800 is no character")]
    [DataRow("a = \"\u0001\"", 1, "a control character in a string")]
    [DataRow("a = [1 2]", 1, "a comma or ] is missing in an array")]
    [DataRow("a = [\n1,\n", 3, "the text ends where a value should be")]
    [DataRow("a = { b = 1", 1, "a comma or } is missing in a table")]
    [DataRow("a = 1\na = 2", 2, "a is there twice")]
    [DataRow("[a]\n[a]", 2, "the table a is there twice")]
    [DataRow("a = 1\n[a]", 2, "a has a value already")]
    [DataRow("a = 1\na.b = 2", 2, "a has a value already")]
    [DataRow("a = {}\na.b = 2", 2, "a has a value already")]
    [DataRow("a = [{}]\n[[a]]", 2, "a has a value already")]
    [DataRow("[a", 1, "the text ends where ] should be")]
    [DataRow("[[a]\n", 1, "] is missing")]
    [DataRow("<<<<<<< HEAD", 1, "a key is missing")]
    [DataRow("a = 1\0", 1, "more follows on the line")]
    public void Invalid_IsSaidWithItsLine(string text, int line, string message)
    {
        var fault = Assert.ThrowsExactly<TomlException>(() => TomlReader.Read(text));

        Assert.AreEqual($"{line}: {message}", $"{fault.Line}: {fault.Message}");
    }

    [TestMethod]
    [DataRow('[')]
    [DataRow('{')]
    public void DeepNesting_DoesNotExhaustTheStack(char bracket)
    {
        var text = "a = " + string.Concat(Enumerable.Repeat(bracket == '[' ? "[" : "{a=", 1_000_000));

        Assert.AreEqual("nested deeper than 64", Assert.ThrowsExactly<TomlException>(() => TomlReader.Read(text)).Message);
    }

    [TestMethod]
    public void UnwantedValues_AreCheckedAllTheSame()
    {
        Assert.AreEqual("a:1 b:", Show(TomlReader.Read("a = 1\nb = { c = [1, 'x'] }", new HashSet<string> { "a" })));
        Assert.AreEqual("a comma or ] is missing in an array", Assert.ThrowsExactly<TomlException>(() => TomlReader.Read("b = { c = [1 2] }", new HashSet<string> { "a" })).Message);
    }

    [TestMethod]
    public void EveryTruncation_IsReadOrRefused()
    {
        const string Text = "a = 1\n[[p]]\nname = \"x\\u0041\"\nw = [\n { url = 'u', d = 1979-05-27 07:32:00 },\n]\n[p.'q r'.s]\nt = '''\nx'''\n";
        for (var length = 0; length <= Text.Length; length++)
        {
            try
            {
                TomlReader.Read(Text[..length]);
            }
            catch (TomlException fault)
            {
                Assert.IsInRange(1, 9, fault.Line);
            }
        }
    }

    private static string Show(object? value) => value switch
    {
        TomlTable table => Pairs(table),
        List<object?> list => $"[{string.Join(' ', list.Select(Inner))}]",
        TomlBare bare => bare.Text,
        string text => $"'{text}'",
        _ => "",
    };

    private static string Inner(object? value) => value is TomlTable table ? $"{{{Pairs(table)}}}" : Show(value);

    private static string Pairs(TomlTable table) =>
        table.Values.Aggregate(new StringBuilder(), (text, pair) => text.Append(text.Length == 0 ? "" : " ").Append(pair.Key).Append(':').Append(Inner(pair.Value))).ToString();
}
