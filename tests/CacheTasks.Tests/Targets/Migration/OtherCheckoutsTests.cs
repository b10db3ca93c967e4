using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class OtherCheckoutsTests : IDisposable
{
    private readonly MadeTarget _made = new();

    public void Dispose() => _made.Dispose();

    [TestMethod]
    public void Sources_AreTheWordsBehindTheColon() => AssertLines.Equal(
        ["/a/one.rs", "/a b/two.rs", "build.rs", "/c/three.rs"],
        OtherCheckouts.Sources("/t/debug/app: /a/one.rs /a\\ b/two.rs build.rs\n\n# env-dep:X=1\n/t/debug/lib: /c/three.rs\nno rule"));

    // A crate of one's own may depend on a crate in another repository.
    [TestMethod]
    public void DependencyElsewhere_IsNoOtherCheckout()
    {
        var library = Source("library");
        File.WriteAllText(Path.Combine(_made.Source, "debug", "app.d"), $"x: {_made.Checkout}/src/main.rs {library}\n");

        AssertLines.None(Find());
    }

    [TestMethod]
    [DataRow("debug")]
    [DataRow("x86_64-unknown-linux-musl/release")]
    public void ArtifactOfAnotherCheckout_IsFound(string profile)
    {
        File.WriteAllText(Path.Combine(_made.Source, profile, "other.d"), $"x: {Source("other")}\n");

        AssertLines.Equal([_made["other"]], Find());
    }

    [TestMethod]
    public void CheckoutThatIsGone_DoesNotCount()
    {
        File.WriteAllText(Path.Combine(_made.Source, "debug", "other.d"), $"x: {_made["gone", "src", "main.rs"]}\n");

        AssertLines.None(Find());
    }

    private IReadOnlyList<string> Find() => OtherCheckouts.Find(_made.Source, [_made.Checkout]);

    private string Source(string checkout)
    {
        Directory.CreateDirectory(_made[checkout, "src"]);
        File.WriteAllText(_made[checkout, "Cargo.toml"], "");
        File.WriteAllText(_made[checkout, "src", "lib.rs"], "");
        return _made[checkout, "src", "lib.rs"];
    }
}
