using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Reports;

/// <summary>What several processes of one build write, and what is left of it.</summary>
[TestClass]
public sealed class BuildJournalTests : IDisposable
{
    private static readonly IFileSystem s_files = FileSystem.Current!;

    private readonly TemporaryDirectory _folder = new("journal");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TwoProcesses_GiveOneReport_AndLeaveNothing()
    {
        var (one, two) = (Open(), Open());
        Enter(one, "/src/a.csproj", "First");
        Enter(two, "/src/b.csproj", "Second");
        two.Add("/src/b.csproj|", "Second", [MadeReport.TypeError()]);
        one.Finish("/src/a.csproj|", "First");

        one.Dispose();
        Assert.IsTrue(File.Exists(_folder["out", "report.sarif"]));
        two.Dispose();

        AssertLines.Equal([_folder["out"]], Directory.GetFileSystemEntries(_folder.Location));
        var page = File.ReadAllText(_folder["out", "page.html"]);
        Assert.Contains("<h1>2 steps: 1 ran, 1 did not finish; 1 error</h1>", page);
    }

    [TestMethod]
    public void Messages_ComeBackAsTheyWere()
    {
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");
        journal.Add("/src/a.csproj|", "First", [MadeReport.TypeError(7)]);

        var message = journal.Read().Single().Step.Messages.Single();

        Assert.AreEqual(MadeReport.TypeError(7) with { Related = message.Related }, message);
        Assert.AreEqual(MadeReport.TypeError(7).Related.Single(), message.Related.Single());
    }

    [TestMethod]
    public void HalfAPair_IsReplaced()
    {
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");
        journal.Add("/src/a.csproj|", "First", [MadeReport.TypeError() with { Text = MadeReport.Hostile }]);

        Assert.AreEqual(ReportText.Clean(MadeReport.Hostile), journal.Read().Single().Step.Messages.Single().Text);
    }

    // A process was killed while it wrote.
    [TestMethod]
    public void HalfALine_CostsNoOther()
    {
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");
        journal.Add("/src/a.csproj|", "First", [MadeReport.TypeError()]);
        File.AppendAllText(Directory.GetFiles(_folder["cachetasks-report-token"], "*.messages").Single(), "{ \"Severity\": ");
        journal.Add("/src/a.csproj|", "First", [MadeReport.TypeError(7)]);

        Assert.HasCount(2, journal.Read().Single().Step.Messages);
    }

    [TestMethod]
    public void ManyThreads_LoseNoMessage()
    {
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");

        Parallel.For(0, 200, number => journal.Add("/src/a.csproj|", "First", [MadeReport.TypeError(number + 1)]));

        Assert.HasCount(200, journal.Read().Single().Step.Messages.Select(message => message.Place.Line).Distinct().ToList());
    }

    // The record lies in obj/: what an earlier build found out must not be told of this one.
    [TestMethod]
    public void RecordOfAnEarlierBuild_CountsOnlyWhenThisOneConfirmedIt()
    {
        File.WriteAllText(_folder["First.json"], """{ "step": "First", "tool": "uv", "target": "/nowhere/env", "planned": { "mode": "clone" } }""");
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");

        Assert.IsEmpty(journal.Read().Single().Step.Record);
        journal.Judge("/src/a.csproj|", "First", new JournalVerdict("uv", "1.0", "", "/nowhere/env", HasRecord: true));
        var step = journal.Read().Single().Step;

        Assert.AreEqual("clone", new StepSummary(step).Mode);
        Assert.AreEqual("target /nowhere/env", $"{step.Places.Single().Role} {step.Places.Single().Path}");
    }

    [TestMethod]
    public void WarningThatTheProjectSilenced_IsANote()
    {
        using var journal = Open();
        journal.Enter("/src/a.csproj|", "First", new JournalEntry("/src/a.csproj", "", "First", "", new ReportOutputs("", "", "")) { Silenced = ["e0308"] });
        var warning = MadeReport.TypeError() with { Severity = Severity.Warning };
        journal.Add("/src/a.csproj|", "First", [warning, warning with { Code = "E0001" }, MadeReport.TypeError()]);

        AssertLines.Equal(["E0308 Message", "E0001 Warning", "E0308 Error"], journal.Read().Single().Step.Messages.Select(message => $"{message.Code} {message.Severity}"));
    }

    // The verdict was confirmed, but the step installed nothing this time.
    [TestMethod]
    public void OutcomeOfAnEarlierBuild_IsNotToldOfThisOne()
    {
        File.WriteAllText(_folder["First.json"], """{ "tool": "uv", "planned": { "mode": "clone" }, "outcome": { "copy": 17, "bytesCopied": 12345 } }""");
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");
        journal.Judge("/src/a.csproj|", "First", new JournalVerdict("uv", "1.0", "", "/nowhere/env", HasRecord: true));
        journal.Finish("/src/a.csproj|", "First");

        var before = new StepSummary(journal.Read().Single().Step);
        journal.Count("/src/a.csproj|", "First", new JsonObject { ["clone"] = 3 });
        var after = new StepSummary(journal.Read().Single().Step);

        Assert.AreEqual("linked||", $"{before.StateText}|{before.Files}|{before.Cost}");
        Assert.AreEqual("linked|3 clones|", $"{after.StateText}|{after.Files}|{after.Cost}");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[1]")]
    [DataRow("""{ "a": 1, "a": 2 }""")]
    public void UnreadableRecord_SaysWhatTheStepSays(string text)
    {
        File.WriteAllText(_folder["First.json"], text);
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");
        journal.Judge("/src/a.csproj|", "First", new JournalVerdict("uv", "1.0", "", "/nowhere/env", HasRecord: true));

        Assert.AreEqual("uv 1.0", new StepSummary(journal.Read().Single().Step).Tool);
    }

    [TestMethod]
    public void FolderThatOthersMayEnter_IsNotUsed()
    {
        Directory.CreateDirectory(_folder["cachetasks-report-token"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        Assert.IsNull(BuildJournal.Open(s_files, _folder.Location, "token"));
    }

    [TestMethod]
    public void SymlinkInItsPlace_IsNotFollowed()
    {
        Directory.CreateDirectory(_folder["elsewhere"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(_folder["cachetasks-report-token"], _folder["elsewhere"]);

        Assert.IsNull(BuildJournal.Open(s_files, _folder.Location, "token"));
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder["elsewhere"]));
    }

    [TestMethod]
    public void LeftoverOfAKilledBuild_GoesAfterADay()
    {
        foreach (var (name, age) in new[] { ("old", 25), ("new", 1) })
        {
            var folder = _folder["cachetasks-report-" + name];
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllText(Path.Combine(folder, "x"), "");
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddHours(-age));
        }

        using var journal = Open();

        AssertLines.Equal([_folder["cachetasks-report-new"], _folder["cachetasks-report-token"]], Directory.GetDirectories(_folder.Location).Order(StringComparer.Ordinal));
    }

    // The process has the mark of one that does not run; nobody waits for it.
    [TestMethod]
    public void ProcessThatWasKilled_KeepsNoFolder()
    {
        var journal = Open();
        File.WriteAllText(_folder["cachetasks-report-token", "process-2147483647"], "");

        journal.Dispose();

        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Location));
    }

    [TestMethod]
    public void EqualReport_IsNotWrittenAgain()
    {
        Build();
        var before = File.GetLastWriteTimeUtc(_folder["out", "page.html"]);
        var link = new FileInfo(_folder["out", "report.sarif"]).LastWriteTimeUtc;

        Build();

        Assert.AreEqual((before, link), (File.GetLastWriteTimeUtc(_folder["out", "page.html"]), new FileInfo(_folder["out", "report.sarif"]).LastWriteTimeUtc));
    }

    [TestMethod]
    public void ReportThatCannotBeWritten_CostsNoOther()
    {
        Directory.CreateDirectory(_folder["out", "report.sarif"]);

        Build();

        Assert.IsTrue(File.Exists(_folder["out", "page.html"]));
    }

    private void Build()
    {
        using var journal = Open();
        Enter(journal, "/src/a.csproj", "First");
    }

    private BuildJournal Open() => BuildJournal.Open(s_files, _folder.Location, "token")!;

    private void Enter(BuildJournal journal, string project, string step) =>
        journal.Enter(project + "|", step, new JournalEntry(project, "", step, _folder[step + ".json"], new ReportOutputs(_folder["out", "report.sarif"], _folder["out", "page.html"], "")));
}
