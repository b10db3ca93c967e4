using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

[TestClass]
public sealed class ArrivalsTests : IDisposable
{
    private const string Text = "print('a file of some length')";

    private readonly WheelFolders _folders = new();

    public ArrivalsTests() => _folders.AddToCache("demo/core.py", Text);

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void SecondName_IsAHardLink()
    {
        _folders.Link("demo/core.py");

        AssertArrival(new ArrivedFile(Arrival.Hardlink, Text.Length));
    }

    [TestMethod]
    public void LinkIntoTheCache_IsASymlink()
    {
        _folders.Symlink("demo/core.py");

        AssertArrival(new ArrivedFile(Arrival.Symlink, Text.Length));
    }

    [TestMethod]
    public void EqualFile_IsACopy()
    {
        _folders.Copy("demo/core.py");

        AssertArrival(new ArrivedFile(Arrival.Copy, Text.Length));
    }

    // A script whose first line was rewritten for the environment.
    [TestMethod]
    public void FileOfAnotherSize_WasWrittenByTheTool()
    {
        _folders.WriteInstalled("demo/core.py", "#!/env/bin/python\n" + Text);

        AssertArrival(new ArrivedFile(Arrival.Own, Text.Length + "#!/env/bin/python\n".Length));
    }

    // Linked, but not with this cache.
    [TestMethod]
    public void EqualFileWithOtherNames_CameFromElsewhere()
    {
        _folders.Copy("demo/core.py");
        var installed = Path.Combine(_folders.SitePackages, "demo", "core.py");
        new TestSupport.Command("ln", installed, installed + ".second").Run().OrFail();

        AssertArrival(new ArrivedFile(Arrival.Copy, Text.Length, LinkedElsewhere: true));
    }

    // The cache's file has more names in every environment: the count says nothing.
    [TestMethod]
    public void CachesFileWithOtherNames_ChangesNothing()
    {
        var cached = Path.Combine(_folders.Archive, "demo", "core.py");
        new TestSupport.Command("ln", cached, cached + ".second").Run().OrFail();
        _folders.Copy("demo/core.py");

        AssertArrival(new ArrivedFile(Arrival.Copy, Text.Length));
    }

    private void AssertArrival(ArrivedFile expected) => Assert.AreEqual(
        expected,
        _folders.Compare(FileSystem.Current!, clonesWork: false, "demo/core.py"));
}
