using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public sealed class StepRecordTests : IDisposable
{
    private static readonly DateTime s_longAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly TemporaryDirectory _folder = new("record");

    private string RecordFile => _folder["records", "SyncPython.json"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void FirstVerdict_MakesTheFolderAndTheFile()
    {
        Save(MadeVerdict.TwoMounts);

        AssertLines.Equal(["SyncPython.json"], Directory.EnumerateFileSystemEntries(_folder["records"]).Select(path => Path.GetFileName(path)));
        Assert.AreEqual("\n", File.ReadAllText(RecordFile)[^1..]);
    }

    [TestMethod]
    public void SameVerdict_IsNotWrittenAgain()
    {
        Save(MadeVerdict.TwoMounts);
        File.SetLastWriteTimeUtc(RecordFile, s_longAgo);

        Save(MadeVerdict.TwoMounts);

        Assert.AreEqual(s_longAgo, File.GetLastWriteTimeUtc(RecordFile));
    }

    [TestMethod]
    public void SameVerdict_KeepsEnvironmentAndOutcome()
    {
        Save(MadeVerdict.TwoMounts);
        SetEnvironmentAndOutcome();

        Save(MadeVerdict.TwoMounts);

        Assert.AreEqual("copy", (string?)Read()["environment"]!["UV_LINK_MODE"]);
        Assert.AreEqual(21, (int?)Read()["outcome"]!["copy"]);
    }

    // The counts of an earlier build would stand beside a plan that they do not belong to.
    [TestMethod]
    public void ChangedVerdict_DropsEnvironmentAndOutcome()
    {
        Save(MadeVerdict.TwoMounts);
        SetEnvironmentAndOutcome();

        Save(MadeVerdict.Hardlinks);

        AssertLines.None(Read().Select(value => value.Key).Where(key => key is "environment" or "outcome"));
    }

    [TestMethod]
    public void Outcome_JoinsWhatIsThere()
    {
        Save(MadeVerdict.TwoMounts);
        SetEnvironmentAndOutcome();

        AssertLines.Equal(
            ["step", "tool", "toolVersion", "cache", "target", "modes", "causes", "prediction", "planned", "environment", "outcome"],
            Read().Select(value => value.Key));
    }

    [TestMethod]
    [DataRow("", DisplayName = "empty")]
    [DataRow("{", DisplayName = "cut off")]
    [DataRow("[1]", DisplayName = "no object")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("{\"step\":1,\"step\":2}", DisplayName = "a key twice")]
    public void BrokenRecord_IsReplaced(string text)
    {
        Directory.CreateDirectory(_folder["records"]);
        File.WriteAllText(RecordFile, text);

        Save(MadeVerdict.TwoMounts);

        Assert.AreEqual("SyncPython", (string?)Read()["step"]);
    }

    [TestMethod]
    public void NonAsciiPath_IsReadable()
    {
        Save(MadeVerdict.Hardlinks, target: "/src/ünï → 'x' <y>");

        Assert.Contains("/src/ünï → 'x' <y>", File.ReadAllText(RecordFile));
    }

    [TestMethod]
    public void Reopened_GivesWhatWasSaved()
    {
        Save(MadeVerdict.TwoMounts);

        Assert.AreEqual("EXDEV", (string?)StepRecord.Open(_folder["records"], "SyncPython")["modes"]!["hardlink"]!["errno"]);
    }

    private void Save(Verdict verdict, string target = "/src/app/.venv")
    {
        var uv = MadeProfile.Shipped("uv");
        var step = new MadeStep(("Tool", "uv"), ("ToolVersion", "0.13.8"), ("TargetDirectory", target)).Step;
        var record = StepRecord.Open(_folder["records"], "SyncPython");
        record.SetVerdict(
            step, "/cache/uv", new Judgement(verdict, MadePair.TwoMounts, [], null, null), LinkPlan.Choose(verdict, uv, uv.Behaviours[^1], null, null));
        record.Save();
    }

    private void SetEnvironmentAndOutcome()
    {
        var record = StepRecord.Open(_folder["records"], "SyncPython");
        record.SetEnvironment(EnvironmentList.Parse("UV_LINK_MODE=copy"));
        record["outcome"] = new JsonObject { ["copy"] = 21 };
        record.Save();
    }

    private JsonObject Read() => JsonNode.Parse(File.ReadAllText(RecordFile))!.AsObject();
}
