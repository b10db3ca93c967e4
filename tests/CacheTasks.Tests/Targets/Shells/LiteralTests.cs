using CacheTasks.Targets.Shells;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets.Shells;

[TestClass]
public class LiteralTests
{
    [TestMethod]
    [DataRow("/srv/target")]
    [DataRow("/srv/o'clock \"x\" $HOME `id` \\ * ~ #")]
    [DataRow("'")]
    [DataRow("")]
    [DataRow("two\nlines")]
    public void Posix_IsReadAsItWas(string text) =>
        Assert.AreEqual(text, new Command("sh", "-c", $"printf %s {Literal.Posix(text)}").Run().OrFail().StandardOutput);

    [TestMethod]
    [DataRow("/srv/target", "'/srv/target'")]
    [DataRow("it's $x \\", "'it\\'s $x \\\\'")]
    public void Fish_EscapesQuotesAndBackslashes(string text, string literal) => Assert.AreEqual(literal, Literal.Fish(text));

    // PowerShell takes the typographic quotes for the plain one.
    [TestMethod]
    [DataRow("it's $x `", "'it''s $x `'")]
    [DataRow("it’s", "'it’’s'")]
    public void PowerShell_DoublesQuotes(string text, string literal) => Assert.AreEqual(literal, Literal.PowerShell(text));

    [TestMethod]
    public void Comment_StaysOnOneLine() => Assert.AreEqual("a?b", Literal.Comment("a\nb"));
}
