using CacheTasks.Steps;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Steps;

[TestClass]
public sealed class ToolLocatorTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly TemporaryDirectory _folder = new("locator");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void SeveralFolders_GiveTheFirstThatHasIt()
    {
        Make("b/tool", Executable);
        Make("c/tool", Executable);

        Assert.AreEqual(_folder["b", "tool"], Find("tool", $"{_folder["a"]}:{_folder["b"]}:{_folder["c"]}"));
    }

    [TestMethod]
    public void FileThatMayNotRun_IsPassedOver()
    {
        Make("a/tool", UnixFileMode.UserRead);
        Make("b/tool", Executable);

        Assert.AreEqual(_folder["b", "tool"], Find("tool", $"{_folder["a"]}:{_folder["b"]}"));
    }

    [TestMethod]
    public void FolderOfThatName_IsPassedOver()
    {
        Directory.CreateDirectory(_folder["a", "tool"]);

        Assert.IsNull(Find("tool", _folder["a"]));
    }

    [TestMethod]
    public void SymlinkToAnExecutable_IsFound()
    {
        Make("b/real", Executable);
        Directory.CreateDirectory(_folder["a"]);
        File.CreateSymbolicLink(_folder["a", "tool"], _folder["b", "real"]);

        Assert.AreEqual(_folder["a", "tool"], Find("tool", _folder["a"]));
    }

    [TestMethod]
    public void DanglingSymlink_IsPassedOver()
    {
        Directory.CreateDirectory(_folder["a"]);
        File.CreateSymbolicLink(_folder["a", "tool"], _folder["absent"]);

        Assert.IsNull(Find("tool", _folder["a"]));
    }

    [TestMethod]
    [DataRow("", DisplayName = "an empty entry")]
    [DataRow(".", DisplayName = "the dot")]
    public void EntryForTheWorkingDirectory_IsTheStepsOwn(string entry)
    {
        Make("work/tool", Executable);

        Assert.AreEqual(_folder["work", "tool"], Path.GetFullPath(Find("tool", $"/absent:{entry}")!));
    }

    [TestMethod]
    [DataRow("./tool")]
    [DataRow("../work/tool")]
    public void PathInTheName_IsNotSearchedFor(string name)
    {
        Make("work/tool", Executable);

        Assert.AreEqual(_folder["work", "tool"], Find(name, "/absent"));
    }

    [TestMethod]
    [DataRow("tool")]
    [DataRow("/absent/tool")]
    public void ToolThatIsNowhere_IsNull(string name) => Assert.IsNull(Find(name, "/absent"));

    private string? Find(string name, string path) => ToolLocator.Find(name, _folder["work"], path);

    private void Make(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], "");
        File.SetUnixFileMode(_folder[path], mode);
    }
}
