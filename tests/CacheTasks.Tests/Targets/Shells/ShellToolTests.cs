using CacheTasks.Steps;
using CacheTasks.Targets.Shells;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets.Shells;

/// <summary>Which tools get a function: those whose profile says enough, by data alone.</summary>
[TestClass]
public sealed class ShellToolTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("tools");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void OfTheShippedTools_CargoIsServed() => AssertLines.Equal(["cargo"], ShellTool.From(ToolProfiles.Shipped).Select(tool => tool.Name));

    [TestMethod]
    [DataRow("", true, DisplayName = "works in the current directory")]
    [DataRow("WorkspaceProperty=root", false, DisplayName = "names a workspace that a shell cannot find")]
    [DataRow("WorkspaceProperty=root WorkspaceManifest=pack.toml WorkspaceTable=all", true, DisplayName = "has a manifest")]
    [DataRow("Executable=./tool", false, DisplayName = "is no name of a function")]
    [DataRow("Executable=a;b", false, DisplayName = "is not even one word")]
    [DataRow("TargetVariable=A-B", false, DisplayName = "has a variable that no shell can set")]
    [DataRow("PrivateTarget=false", false, DisplayName = "shares its target")]
    public void Tool_IsServedWhereItsProfileSaysEnough(string metadata, bool served)
    {
        var values = new Dictionary<string, string> { ["PrivateTarget"] = "true", ["TargetVariable"] = "PACK_OUT", ["Executable"] = "packer" };
        foreach (var pair in metadata.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
        {
            values[pair[0]] = pair[1];
        }

        Assert.AreEqual(served, ShellTool.From(MadeProfile.Of([.. values.Select(pair => (pair.Key, pair.Value))])) is not null);
    }

    // A second tool needs no line of code: it gets a function of its own beside cargo's.
    [TestMethod]
    public void SecondTool_HasAFunctionOfItsOwn()
    {
        var profiles = MadeProfile.Given(("packer", [("PrivateTarget", "true"), ("TargetVariable", "PACK_OUT"), ("TargetOption", "--out")]));
        var request = new ProfileRequest(Directory.CreateDirectory(_folder["shared"]).FullName, "workspace", "");
        request.Write(request.Read(profiles, path => path)!, _folder["profile"]);
        File.WriteAllText(Directory.CreateDirectory(_folder["bin"]).FullName + "/packer", "#!/bin/sh\nprintf %s \"${PACK_OUT-}\"\n");
        File.SetUnixFileMode(_folder["bin", "packer"], (UnixFileMode)0x1ED);
        Directory.CreateDirectory(_folder["work"]);

        Assert.Contains("/work-", Run("packer all"));
        Assert.AreEqual("", Run("packer all --out=x"));
    }

    private string Run(string command) => new Command(
        "sh", "-c", $". '{_folder["profile", "cachetasks.sh"]}'; PATH='{_folder["bin"]}':$PATH; cd '{_folder["work"]}'; {command}").Run().OrFail().StandardOutput;
}
