using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class OtherCheckoutsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("checkouts");

    public OtherCheckoutsTests()
    {
        foreach (var checkout in new[] { "ours", "theirs", "third" })
        {
            Directory.CreateDirectory(_folder[checkout, "app", "src"]);
            Directory.CreateDirectory(_folder[checkout, ".git"]);
        }
        Directory.CreateDirectory(_folder["target", "debug"]);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void SourcesOfAnotherCheckout_NameIt()
    {
        Built("app", "theirs/app/src/main.rs", "target/debug/build/generated.rs");
        Built("tool", "third/app/src/main.rs");
        Built("ours", "ours/app/src/main.rs");

        AssertLines.Equal([_folder["theirs"], _folder["third"]], Find());
    }

    [TestMethod]
    public void CrateOfAnotherCheckoutBesideOurs_IsADependency()
    {
        Built("app", "theirs/app/src/lib.rs", "ours/app/src/main.rs");

        AssertLines.None(Find());
    }

    [TestMethod]
    public void CheckoutThatIsGone_UsesTheTargetNoMore()
    {
        Built("app", "removed/app/src/main.rs");

        AssertLines.None(Find());
    }

    [TestMethod]
    public void SourcesWithoutACheckout_AreNamedByTheirFolder()
    {
        Directory.CreateDirectory(_folder["plain", "src"]);
        Built("app", "plain/src/main.rs");

        AssertLines.Equal([_folder["plain", "src"]], Find());
    }

    [TestMethod]
    public void OtherFiles_AreNotRead()
    {
        File.WriteAllText(_folder["target", "debug", "app.txt"], $"app: {_folder["theirs", "app", "src", "main.rs"]}\n");
        File.CreateSymbolicLink(_folder["target", "debug", "link.d"], Text("theirs/app/src/main.rs"));
        new Command("mkfifo", _folder["target", "debug", "pipe.d"]).Run().OrFail();

        AssertLines.None(Find());
    }

    [TestMethod]
    public void NoPattern_ReadsNothing()
    {
        Built("app", "theirs/app/src/main.rs");

        AssertLines.None(Find(pattern: ""));
    }

    private void Built(string name, params string[] sources) =>
        File.WriteAllText(_folder["target", "debug", name + ".d"], $"{_folder["target", "debug", name]}: {string.Join(' ', sources.Select(source => _folder[source]))}\n");

    private string Text(string source)
    {
        var file = _folder["elsewhere.d"];
        File.WriteAllText(file, $"app: {_folder[source]}\n");
        return file;
    }

    private IReadOnlyList<string> Find(string pattern = "*.d") =>
        new OtherCheckouts(FileSystem.Current!, pattern).Find(_folder["target"], [_folder["target", "debug"]], _folder["ours"]);
}
