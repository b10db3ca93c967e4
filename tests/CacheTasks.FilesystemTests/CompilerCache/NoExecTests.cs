using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.CompilerCache;

/// <summary>The compiler cache's wrapper on a mount from which nothing may be run, as many a /run is.</summary>
[TestClass]
public sealed class NoExecTests : LabTest
{
    [TestMethod]
    public void PrivateFolderOnNoExec_TheNextFolderIsTaken()
    {
        var lab = Open("NoExec", () => new Lab());
        var (closed, open) = (lab.Tmpfs("closed", "size=1m,noexec"), lab.MakeFolder("open"));

        var wrapper = WrapperFile.Find([closed, open], out var faults);

        Assert.AreEqual(open, Path.GetDirectoryName(wrapper));
        Assert.AreEqual("cachetasks\n", new Command(wrapper!, "--cachetasks").Run().OrFail().StandardOutput);
        StringAssert.Matches(faults.Single(), new($"^{closed}/rustc-wrapper-[0-9a-f]{{8}} cannot be run: it cannot be started: .*Permission denied"));
    }

    [TestMethod]
    public void NoExecEverywhere_IsNoWrapper()
    {
        var lab = Open("NoExec", () => new Lab());

        Assert.IsNull(WrapperFile.Find([lab.Tmpfs("one", "size=1m,noexec"), lab.Tmpfs("two", "size=1m,noexec")], out var faults));
        Assert.HasCount(2, faults);
    }

    [TestMethod]
    public void ReadOnly_IsPassedOver()
    {
        var lab = Open("NoExec", () => new Lab());
        var closed = lab.Tmpfs("closed", "size=1m,ro");

        Assert.IsNull(WrapperFile.Find([closed], out var faults));
        Assert.Contains("cannot be written: ", faults.Single());
    }
}
