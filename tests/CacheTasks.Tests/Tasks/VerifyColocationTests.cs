using System.Text.Json.Nodes;
using CacheTasks.Tasks;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Tasks;

/// <summary>VerifyColocation and SetLinkMode on items alone: no tool, no build.</summary>
[TestClass]
public sealed class VerifyColocationTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("verify");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void ItemWithTwoDirectories_GetsAVerdictAndARecord()
    {
        using var task = Verify(("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", _folder["cache"]), ("TargetDirectory", _folder["env"]));

        AssertLines.None(task.Run().Diagnostics);

        var record = JsonNode.Parse(File.ReadAllText(_folder["records", "SyncPython.json"]))!;
        Assert.AreEqual(task.Steps[0].GetMetadata("Planned"), (string?)record["planned"]!["mode"]);
        Assert.AreEqual(_folder["cache"], (string?)record["cache"]);
        Assert.AreEqual("works", (string?)record["modes"]!["hardlink"]!["result"]);
    }

    [TestMethod]
    public void RelativeDirectories_StartAtTheProject()
    {
        using var task = Verify(("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", "cache"), ("TargetDirectory", "sub/../env"));

        task.Run();
        Assert.AreEqual($"{_folder["cache"]} {_folder["env"]}", $"{task.Steps[0].GetMetadata("CacheDirectory")} {task.Steps[0].GetMetadata("TargetDirectory")}");
    }

    [TestMethod]
    public void OwnMetadata_TravelsAlong()
    {
        using var task = Verify(("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", "c"), ("TargetDirectory", "e"), ("Owner", "me;you%"));

        task.Run();
        Assert.AreEqual("me;you%", task.Steps[0].GetMetadata("Owner"));
    }

    [TestMethod]
    public void ItemOfTheCaller_IsNotChanged()
    {
        var item = MadeItem.Of("SyncPython", ("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", "c"), ("TargetDirectory", "e"));
        using var task = new VerifyColocation { Steps = [item], ProjectDirectory = _folder.Location };

        task.Run();
        Assert.AreEqual("c", item.GetMetadata("CacheDirectory") + item.GetMetadata("Modes"));
    }

    [TestMethod]
    public void UnknownTool_IsAWarning()
    {
        using var task = Verify(("Tool", "uvv"), ("CacheDirectory", "c"), ("TargetDirectory", "e"));

        AssertLines.Equal(["warning CACHETASKS0001"], task.Run().Diagnostics);
    }

    [TestMethod]
    public void FileInTheWay_IsAWarningWithARecord()
    {
        File.WriteAllText(_folder["cache"], "");
        using var task = Verify(("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", "cache"), ("TargetDirectory", "env"));

        AssertLines.Equal(["warning CACHETASKS0006"], task.Run().Diagnostics);
        Assert.IsNull(JsonNode.Parse(File.ReadAllText(_folder["records", "SyncPython.json"]))!["modes"]);
    }

    [TestMethod]
    public void LinkModeOfTheStep_IsSet()
    {
        using var task = Verify(
            ("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", _folder["cache"]), ("TargetDirectory", _folder["env"]), ("LinkMode", "copy"));
        task.Run();
        using var set = new SetLinkMode { Steps = task.Steps, ProjectDirectory = _folder.Location, RecordDirectory = "records" };

        var engine = set.Run();

        Assert.AreEqual("copy copy", $"{set.Steps[0].GetMetadata("LinkMode")} {set.Steps[0].GetMetadata("Planned")}");
        Assert.AreEqual("UV_LINK_MODE=copy", set.Steps[0].GetMetadata("EnvironmentVariables"));
        Assert.AreEqual("copy", (string?)JsonNode.Parse(File.ReadAllText(_folder["records", "SyncPython.json"]))!["environment"]!["UV_LINK_MODE"]);
        Assert.StartsWith("  CacheTasks  SyncPython  uv 0.13.8  ", engine.Messages.Single(message => message.Importance == Microsoft.Build.Framework.MessageImportance.High).Message);
    }

    private VerifyColocation Verify(params ReadOnlySpan<(string, string)> metadata) => new()
    {
        Steps = [MadeItem.Of("SyncPython", metadata)],
        ProjectDirectory = _folder.Location,
        RecordDirectory = "records",
    };
}
