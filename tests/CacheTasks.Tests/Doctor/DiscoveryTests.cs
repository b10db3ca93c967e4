using System.Xml.Linq;
using CacheTasks.Doctor.Discovery;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Doctor;

/// <summary>Projects of uv and cargo as a checkout has them.</summary>
[TestClass]
public sealed class DiscoveryTests : IDisposable
{
    private readonly TemporaryDirectory _checkout = new("discovery");

    public DiscoveryTests() => Directory.CreateDirectory(_checkout[".git"]);

    public void Dispose() => _checkout.Dispose();

    [TestMethod]
    public void ProjectsOfTheCheckout_AreFound()
    {
        Write("python/pyproject.toml", "[project]\nname = \"a\"\n");
        Write("settings/pyproject.toml", "[tool.uv]\npackage = false\n");
        Write("native/Cargo.toml", "[package]\nname = \"n\"\n");

        AssertLines.Equal(["BuildNative cargo ../native", "SyncPython uv ../python", "SyncSettings uv ../settings"], Found());
    }

    [TestMethod]
    public void WhatNeitherToolManages_IsNotFound()
    {
        Write("linted/pyproject.toml", "[tool.black]\nline-length = 100\n");
        Write("alone/pyproject.toml", "[project]\nname = \"a\"\n[tool.uv]\nmanaged = false\n");
        Write("broken/pyproject.toml", "[project\n");
        Write("virtual/Cargo.toml", "# nothing\n");

        AssertLines.None(Found());
    }

    [TestMethod]
    public void Workspaces_AreOneProjectEach()
    {
        Write("native/Cargo.toml", "[workspace]\nmembers = [\"a\", \"b/c\"]\nexclude = [\"tools\"]\n");
        Write("native/a/Cargo.toml", "[package]\nname = \"a\"\n");
        Write("native/b/c/Cargo.toml", "[package]\nname = \"c\"\n");
        Write("native/tools/x/Cargo.toml", "[package]\nname = \"x\"\n");
        Write("py/pyproject.toml", "[project]\nname = \"a\"\n[tool.uv.workspace]\nmembers = [\"packages/*\"]\n");
        Write("py/packages/b/pyproject.toml", "[project]\nname = \"b\"\n");

        AssertLines.Equal(["BuildNative cargo ../native", "SyncPy uv ../py", "BuildX cargo ../native/tools/x"], Found());
    }

    [TestMethod]
    public void MadeAndHiddenFolders_ArePassedOver()
    {
        foreach (var folder in new[] { ".venv/x", "node_modules/x", "target/x", "bin/x", "obj/x", ".hidden/x", "app/obj/x" })
        {
            Write(folder + "/pyproject.toml", "[project]\nname = \"a\"\n");
        }

        AssertLines.None(Found());
    }

    [TestMethod]
    public void LoopOfSymlinks_Ends()
    {
        Write("a/pyproject.toml", "[project]\nname = \"a\"\n");
        Directory.CreateSymbolicLink(_checkout["a", "again"], _checkout.Location);
        Directory.CreateSymbolicLink(_checkout["b"], _checkout["a"]);

        AssertLines.Equal(["SyncA uv ../a"], Found());
    }

    [TestMethod]
    public void DeepFolders_AreNotSearchedAndThatIsSaid()
    {
        Write("1/2/3/4/5/6/7/8/9/pyproject.toml", "[project]\nname = \"a\"\n");

        var discovery = Discover();

        Assert.IsEmpty(discovery.Proposals);
        Assert.Contains($"{_checkout.Location} has more folders than were searched.", discovery.Ending);
    }

    [TestMethod]
    public void ExecOfTheProject_IsTheStep()
    {
        Write("python/pyproject.toml", "[project]\nname = \"a\"\n");
        Write("native/Cargo.toml", "[package]\nname = \"n\"\n");

        AssertLines.Equal(
            ["Deps uv ../python", "BuildNative cargo ../native"],
            Found("""<Target Name="Deps"><Exec Command="uv sync --locked" WorkingDirectory="../python" /></Target>"""));
        Assert.DoesNotContain("Name=\"Deps\"", string.Join("\n", Discover().Ending));
    }

    [TestMethod]
    [DataRow("Command=\"cd ../python &amp;&amp; uv sync\"", "Deps uv ../python")]
    [DataRow("Command=\"uv --directory ../python sync\"", "Deps uv ../python")]
    [DataRow("Command=\"A=1 B=&quot;x y&quot; uv run --project=../python tool\"", "Deps uv ../python")]
    [DataRow("Command=\"uv pip install -r requirements.txt\" WorkingDirectory=\"$(MSBuildProjectDirectory)/../python\"", "Deps uv-pip $(MSBuildProjectDirectory)/../python")]
    [DataRow("Command=\"uv sync\" WorkingDirectory=\"$(PythonFolder)\"", "Deps uv $(PythonFolder)")]
    [DataRow("Command=\"/opt/bin/uv sync\" WorkingDirectory=\"..%2fpython\"", "Deps uv ..%2fpython")]
    public void CommandOfAnExec_TellsToolAndFolder(string exec, string expected)
    {
        Write("python/pyproject.toml", "[project]\nname = \"a\"\n");

        AssertLines.Equal([expected], Found($"""<Target Name="Deps"><Exec {exec} /></Target>"""));
    }

    [TestMethod]
    [DataRow("echo uv sync")]
    [DataRow("python -m uv_helper")]
    [DataRow("cargo fmt --check")]
    [DataRow("cargo metadata --format-version 1")]
    [DataRow("")]
    public void OtherCommands_AreNoSteps(string command) =>
        AssertLines.None(Found($"""<Target Name="Deps"><Exec Command="{command}" /></Target>"""));

    [TestMethod]
    public void CargoThatBuilds_IsAStepAlone()
    {
        Write("native/Cargo.toml", "[package]\nname = \"n\"\n");

        AssertLines.Equal(["Lint cargo ../native"], Found("""
            <Target Name="Format"><Exec Command="cargo fmt --check" WorkingDirectory="../native" /></Target>
            <Target Name="Lint"><Exec Command="cargo fetch &amp;&amp; cargo +nightly clippy" WorkingDirectory="../native" /></Target>
            """));
    }

    [TestMethod]
    public void MemberOfAWorkspace_IsItsWorkspace()
    {
        Write("native/Cargo.toml", "[workspace]\nmembers = [\"cli\"]\n");
        Write("native/cli/Cargo.toml", "[package]\nname = \"cli\"\n");

        AssertLines.Equal(["Cli cargo ../native/cli"], Found("""<Target Name="Cli"><CacheExec Command="cargo build --release" WorkingDirectory="../native/cli" /></Target>"""));
    }

    [TestMethod]
    public void NamesOfTargets_AreFree()
    {
        Write("a/python/pyproject.toml", "[project]\nname = \"a\"\n");
        Write("b/python/pyproject.toml", "[project]\nname = \"b\"\n");
        Write("日本/pyproject.toml", "[project]\nname = \"c\"\n");

        AssertLines.Equal(
            ["SyncPython2 uv ../日本", "SyncPython3 uv ../a/python", "SyncPython4 uv ../b/python"],
            Discover(taken: ["syncpython"]).Proposals.Select(Text));
    }

    // What MSBuild makes of the text is for a real build to show.
    [TestMethod]
    [DataRow("a & <b>\"c\"", "../a & <b>\"c\"")]
    [DataRow("50% of; $(x) @(y)", "../50%25 of%3B %24%28x%29 %40%28y%29")]
    [DataRow("it's", "../it%27s")]
    [DataRow("end ", "../end%20")]
    [DataRow("glob*?", "../glob%2A%3F")]
    public void OddNames_AreEscaped(string folder, string expected)
    {
        Write(folder + "/pyproject.toml", "[project]\nname = \"a\"\n");

        var xml = XElement.Parse($"<Project>{string.Join("\n", Discover().Ending.Where(line => line.StartsWith("  ", StringComparison.Ordinal)))}</Project>");

        Assert.AreEqual(expected, (string?)xml.Descendants("CacheStep").Single().Attribute("WorkingDirectory"));
        Assert.AreEqual(expected, (string?)xml.Descendants("Exec").Single().Attribute("WorkingDirectory"));
        Assert.AreEqual((string?)xml.Descendants("CacheStep").Single().Attribute("Include"), (string?)xml.Descendants("Target").Single().Attribute("Name"));
        Assert.AreEqual("../" + folder, MSBuildText.Unescape(expected));
    }

    [TestMethod]
    public void NameWithALineBreak_IsNotProposed()
    {
        Write("two\nlines/pyproject.toml", "[project]\nname = \"a\"\n");

        AssertLines.None(Found());
    }

    [TestMethod]
    public void ProjectInItsOwnFolder_NeedsNoWorkingDirectory()
    {
        Write("app/pyproject.toml", "[project]\nname = \"a\"\n");

        Assert.Contains("    <CacheStep Include=\"SyncApp\" Tool=\"uv\" />", Discover().Ending);
    }

    [TestMethod]
    public void NoCheckout_IsSearchedBelowTheProject()
    {
        Directory.Delete(_checkout[".git"]);
        Write("python/pyproject.toml", "[project]\nname = \"a\"\n");
        Write("app/inner/pyproject.toml", "[project]\nname = \"b\"\n");

        AssertLines.Equal(["SyncInner uv inner"], Found());
    }

    [TestMethod]
    public void HomeThatIsACheckout_IsNotSearched()
    {
        Write("python/pyproject.toml", "[project]\nname = \"a\"\n");

        Assert.IsEmpty(Discovery.Of(_checkout["app"], _checkout["app", "App.csproj"], [], home: _checkout.Location + "/").Proposals);
    }

    private static string Text(Proposal proposal) => $"{proposal.Name} {proposal.Tool} {proposal.WorkingDirectory}";

    private IEnumerable<string> Found(string targets = "")
    {
        Write("app/App.csproj", $"<Project>{targets}</Project>");
        return Discover().Proposals.Select(Text);
    }

    private Discovery Discover(params IReadOnlyList<string> taken) => Discovery.Of(_checkout["app"], _checkout["app", "App.csproj"], taken, home: null);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_checkout[path])!);
        File.WriteAllText(_checkout[path], text);
    }
}
