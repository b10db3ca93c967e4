using CacheTasks.CompilerCaches;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public sealed class SccacheTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("sccache");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void NotOnPath_Is5004()
    {
        Assert.IsNull(Find("redis://cache", _ => throw new AssertFailedException("asked"), out var text));
        Assert.StartsWith("CACHETASKS5004 crates are compiled without the compiler cache: sccache is not on PATH. Install it", text);
    }

    [TestMethod]
    [DataRow("sccache 0.15.0", "    Redis:         true", "{0} is version 0.15.0, outside [0.16,)")]
    [DataRow("sccache 0.4.0-pre.6", "", "{0} is version 0.4.0-pre.6, outside [0.16,)")]
    [DataRow("sccache, of course", "", "'{0} --version' gave no usable answer: exit code 0: sccache, of course.")]
    [DataRow("sccache 0.19.0", "    S3:            true\n    Redis:         false", "{0} 0.19.0 was built without Redis, so it cannot use redis://cache:6379")]
    public void Unusable_Is5004(string version, string help, string text)
    {
        Make();

        Assert.IsNull(Find("redis://cache", _ => Answer(version, help), out var said));
        Assert.Contains(string.Format(null, text, _folder["sccache"]), said);
        Assert.StartsWith("CACHETASKS5004 crates are compiled without the compiler cache: ", said);
    }

    [TestMethod]
    [DataRow("redis://cache", "    Redis:         true")]
    // A directory needs nothing; and what is not listed may be there.
    [DataRow("/srv/crates", "")]
    [DataRow("webdav+http://dav/", "Enabled features:")]
    public void Usable_IsFound(string value, string help)
    {
        Make();

        Assert.AreEqual(new Sccache(_folder["sccache"], "0.19.0"), Find(value, _ => Answer("sccache 0.19.0", help), out _));
    }

    [TestMethod]
    public void ThatHangsOrCrashes_Is5004()
    {
        Make();
        var hung = new ToolReply(-1, "", "", "it gave no answer within 5 s");

        Assert.IsNull(Find("redis://cache", _ => new ToolAnswers("", new Dictionary<string, ToolReply> { ["version"] = hung, ["help"] = hung }), out var said));
        Assert.Contains("gave no usable answer: it gave no answer within 5 s. Install another one.", said);
    }

    private static ToolAnswers Answer(string version, string help) =>
        new("", new Dictionary<string, ToolReply> { ["version"] = new(0, version + "\n", "", null), ["help"] = new(0, $"Usage: sccache\n\nEnabled features:\n{help}\n", "", null) });

    private void Make()
    {
        File.WriteAllText(_folder["sccache"], "#!/bin/sh\n");
        File.SetUnixFileMode(_folder["sccache"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private Sccache? Find(string value, Func<ToolQuery, ToolAnswers> ask, out string said)
    {
        var found = Sccache.Find(MadeProfile.Shipped("sccache"), BackEnd.Parse(value, "x", path => path, out _)!, _folder.Location, name => name == "PATH" ? _folder.Location : null, ask, out var fault);
        said = $"{fault?.Rule} {fault?.Text}";
        return found;
    }
}
