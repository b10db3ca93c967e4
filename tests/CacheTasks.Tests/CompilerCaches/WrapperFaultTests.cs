namespace CacheTasks.Tests.CompilerCaches;

/// <summary>What fails on the way costs the cache, not the crate.</summary>
[TestClass]
public sealed class WrapperFaultTests : WrapperTest
{
    [TestMethod]
    [DataRow("echo 'sccache: error: no server' >&2; exit 2", "")]
    // The shell itself says that much.
    [DataRow("echo 'sccache: error: no server' >&2; kill -SEGV $$", "Segmentation fault\n")]
    public void SccacheThatFails_IsDoneWithout(string script, string shown)
    {
        Sccache(script);

        var result = Compile().OrFail();

        Assert.AreEqual(shown, result.StandardError);
        Assert.StartsWith("failed: ", Notes);
        Assert.IsTrue(File.Exists(Folder["target/deps/libcore_x-1.rlib"]));
        Assert.Contains("no server", File.ReadAllText(Folder["step/failure"]));
    }

    [TestMethod]
    public void SccacheThatIsGone_IsDoneWithout()
    {
        File.Delete(Folder["sccache"]);

        Compile().OrFail();

        Assert.StartsWith("failed: 127 core_x", Notes);
    }

    [TestMethod]
    public void NotesThatCannotBeWritten_AreNobodysTrouble()
    {
        File.CreateSymbolicLink(Folder["step/notes"], "/dev/full");
        Source("fn main() {}\n");

        Assert.AreEqual("", Compile(kind: "bin").OrFail().StandardError);
    }

    [TestMethod]
    [DataRow("off")]
    [DataRow("settings")]
    [DataRow("step")]
    public void WithoutASession_TheCompilerRuns(string lacking)
    {
        if (lacking == "off")
            File.WriteAllText(Folder["step/off"], "it gave no answer");
        else if (lacking == "settings")
            File.Delete(Folder["step/settings"]);
        else
            Environment.Remove("CACHETASKS_RUSTC");

        Compile().OrFail();

        Assert.IsFalse(File.Exists(Folder["asked"]));
        Assert.IsTrue(File.Exists(Folder["target/deps/libcore_x-1.rlib"]));
    }

    [TestMethod]
    public void LinksThatAreGone_AreDoneWithout()
    {
        Directory.Delete(Folder["step/view"], recursive: true);

        Compile().OrFail();

        Assert.StartsWith("failed: ", Notes);
    }
}
