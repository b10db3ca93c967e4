using CacheTasks.Doctor;
using CacheTasks.Placement.Roots;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Doctor;

/// <summary>What a build would make is told and not made.</summary>
[TestClass]
public sealed class LookingTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("looking");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void PrivateTarget_IsWhereABuildMakesIt()
    {
        Directory.CreateDirectory(_folder["shared"]);
        Directory.CreateDirectory(_folder["src"]);
        var before = DirectoryTree.Listing(_folder.Location);

        var looked = Allocate(looksOnly: true, out var findings);

        AssertLines.None(findings);
        AssertLines.Equal(before, DirectoryTree.Listing(_folder.Location));
        var made = Allocate(looksOnly: false, out _);
        Assert.AreEqual(made.TargetDirectory, looked.TargetDirectory);
        Assert.AreEqual(made.EnvironmentVariables, looked.EnvironmentVariables);
        Assert.AreEqual("", looked.TargetIsNew);
        Assert.IsTrue(Directory.Exists(made.TargetDirectory));
        Assert.AreEqual(made.TargetDirectory, Allocate(looksOnly: true, out _).TargetDirectory);
    }

    [TestMethod]
    public void PrivateTargetThatIsNone_IsSaid()
    {
        Directory.CreateDirectory(_folder["src"]);
        Directory.CreateDirectory(_folder["shared"]);
        File.WriteAllText(_folder["shared", Person.Current(FileSystem.Users!).Folder], "");

        var looked = Allocate(looksOnly: true, out var findings);

        Assert.AreEqual("/src/native/target", looked.TargetDirectory);
        Assert.StartsWith("CACHETASKS2002 no private target directory, the tool's own target is used: ", findings.Single());
        Assert.StartsWith("CACHETASKS2002 ", MadeFindings().Single());
    }

    [TestMethod]
    public void RootOfCaches_IsNotMade()
    {
        var step = new MadeStep(("Tool", "uv"), ("CacheDirectory", "/cache/uv"), ("CacheFrom", "tool")).Step;
        using var rooted = new RootedCaches(FileSystem.Current!, FileSystem.Users!, ToolProfiles.Shipped, _ => null) { Root = _folder["root"], Project = _folder.Location, LooksOnly = true };

        rooted.Apply(step, ToolProfiles.Shipped.Find("uv")!);

        Assert.AreEqual(_folder["root", "uv"], step.CacheDirectory);
        Assert.IsFalse(Directory.Exists(_folder["root"]));
    }

    [TestMethod]
    public void RecordsOfBuilds_AreCopied()
    {
        Directory.CreateDirectory(_folder["records", "net8.0"]);
        File.WriteAllText(_folder["records", "A.json"], """{ "step": "A" }""");
        File.WriteAllText(_folder["records", "net8.0", "A.json"], """{ "step": "other" }""");
        File.WriteAllText(_folder["records", "net8.0", "B.json"], "{ broken");
        string location;
        using (var records = new RehearsalRecords(_folder["records"]))
        {
            location = records.Location;
            Assert.AreEqual("A", (string?)records.Read("A")["step"]);
            Assert.IsEmpty(records.Read("B"));
            Assert.IsEmpty(records.Read("C"));
            File.WriteAllText(Path.Combine(location, "A.json"), "{}");
        }

        Assert.IsFalse(Directory.Exists(location));
        Assert.AreEqual("""{ "step": "A" }""", File.ReadAllText(_folder["records", "A.json"]));
    }

    [TestMethod]
    [DataRow(0, true, "a.csproj has no CacheStep, and no uv or cargo project was found for one")]
    [DataRow(1, true, "a.csproj has no CacheStep yet; this one could be added. Nothing was run or changed")]
    [DataRow(2, true, "a.csproj has no CacheStep yet; these 2 could be added. Nothing was run or changed")]
    [DataRow(1, false, "the step of a.csproj. Nothing was run or changed")]
    [DataRow(2, false, "the 2 steps of a.csproj. Nothing was run or changed")]
    public void Title_SaysWhatWasLookedAt(int steps, bool proposed, string expected) => Assert.AreEqual(expected, DoctorTitle.Of("a.csproj", steps, proposed));

    private IEnumerable<string> MadeFindings()
    {
        Allocate(looksOnly: false, out var findings);
        return findings;
    }

    private Step Allocate(bool looksOnly, out IReadOnlyList<string> findings)
    {
        var step = new MadeStep(("Tool", "cargo"), ("TargetDirectory", "/src/native/target"), ("TargetFrom", "tool")).Step;
        var allocation = new Allocation(FileSystem.Current!, FileSystem.Users!, FileSystem.Room!) { LooksOnly = looksOnly, Minimum = new MinimumRoom(0) };
        allocation.Allocate(step, ToolProfiles.Shipped.Find("cargo")!, _folder["shared"], _folder["src"]);
        findings = [.. allocation.Findings.Select(finding => $"{finding.Rule} {finding.Text}")];
        return step;
    }
}
