using System.Xml.Linq;
using CacheTasks.Steps;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class ShippedProfilesTests
{
    private static readonly string[] s_files =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "build", "tools"), "*.props").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [TestMethod]
    public void EveryFileUnderTools_IsBuiltIn() => AssertLines.Equal(s_files, ToolProfiles.Shipped.Names);

    [TestMethod]
    public void EveryShippedProfile_CanBeRead()
    {
        foreach (var name in ToolProfiles.Shipped.Names)
        {
            Assert.IsNotEmpty(MadeProfile.Shipped(name).Executable, name);
        }
    }

    // A misspelt element of a shipped file would simply be missing.
    [TestMethod]
    public void EveryElement_IsOneThatIsRead()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "build", "tools"), "*.props");
        var written = files.SelectMany(file => XDocument.Load(file).Descendants("CacheTool").Elements()).Select(element => element.Name.LocalName);

        AssertLines.None(written.Except(ToolMetadata.Names, StringComparer.OrdinalIgnoreCase));
    }

    [TestMethod]
    public void UvPip_DiffersFromUvWhereItsFileSaysSo()
    {
        var (uv, pip) = (MadeProfile.Shipped("uv"), MadeProfile.Shipped("uv-pip"));

        Assert.AreEqual("uv", pip.Executable);
        Assert.AreEqual(uv.CacheArguments, pip.CacheArguments);
        Assert.AreEqual("VIRTUAL_ENV", pip.TargetVariable);
        Assert.AreEqual("", pip.TargetArguments);
        Assert.AreEqual(".venv", pip.TargetSearch);
    }

    [TestMethod]
    public void UvTool_IsAskedOutsideTheProject()
    {
        var tool = MadeProfile.Shipped("uv-tool");

        Assert.IsTrue(tool.AskOutsideProject);
        Assert.AreEqual("UV_TOOL_DIR", tool.TargetVariable);
        Assert.IsFalse(tool.PrivateTarget);
    }

    [TestMethod]
    public void Cargo_HasAPrivateTargetAndNoCache()
    {
        var cargo = MadeProfile.Shipped("cargo");

        Assert.IsTrue(cargo.PrivateTarget);
        Assert.IsTrue(cargo.LinksWithinTarget);
        Assert.AreEqual("", cargo.CacheVariable + cargo.CacheArguments);
        Assert.AreEqual(TimeSpan.FromSeconds(60), cargo.AskTimeout);
    }

    [TestMethod]
    public void Variables_AreAllThatCanChangeAnAnswer() => AssertLines.Equal(
        ["CARGO_TARGET_DIR", "CARGO_BUILD_BUILD_DIR", "CARGO_BUILD_TARGET_DIR", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "HOME"],
        MadeProfile.Shipped("cargo").Variables);
}
