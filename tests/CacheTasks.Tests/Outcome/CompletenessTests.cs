using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>Which missing files make a package half installed, and which are legitimately gone.</summary>
[TestClass]
public sealed class CompletenessTests : IDisposable
{
    private const string Info = "demo-1.0.dist-info";

    private readonly WheelFolders _folders = new();

    public CompletenessTests()
    {
        _folders.AddToCache("demo/core.py", "print('core')");
        foreach (var file in new[] { "demo/core.py", Info + "/METADATA" })
        {
            _folders.Link(file);
        }
        _folders.WriteInstalled(Info + "/INSTALLER", "uv");
    }

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void WholePackage_IsNotNamed()
    {
        Record("demo/core.py");

        AssertLines.None(Incomplete());
    }

    [TestMethod]
    public void MissingFile_IsNamed()
    {
        _folders.AddToCache("demo/gone.py", "");
        Record("demo/core.py", "demo/gone.py");

        AssertLines.Equal(["demo 1.0: demo/gone.py of 5, finished"], Incomplete());
    }

    [TestMethod]
    public void MissingFolder_IsNamedByItsFiles()
    {
        _folders.AddToCache("demo/below/deep.py", "");
        Record("demo/core.py", "demo/below/deep.py");

        AssertLines.Equal(["demo 1.0: demo/below/deep.py of 5, finished"], Incomplete());
    }

    [TestMethod]
    public void PackageWithoutAnInstaller_StoppedHalfWay()
    {
        File.Delete(Path.Combine(_folders.SitePackages, Info, "INSTALLER"));
        _folders.AddToCache("demo/gone.py", "");
        _folders.Record("demo/core.py", "demo/gone.py", Info + "/METADATA");

        AssertLines.Equal(["demo 1.0: demo/gone.py of 4, half way"], Incomplete());
    }

    // A full disk.
    [TestMethod]
    [DataRow(true, "")]
    [DataRow(false, "demo 1.0: demo/short.py of 3, half way")]
    public void FileThatIsShorterThanListed_CountsUnlessItWasFinished(bool finished, string expected)
    {
        _folders.AddToCache("demo/short.py", new string('x', 900));
        _folders.WriteInstalled("demo/short.py", new string('x', 400));
        _folders.WriteInstalled(Info + "/RECORD", $"demo/short.py,sha256=x,900\n{Info}/METADATA,,\n{Info}/RECORD,,\n");
        if (!finished)
        {
            File.Delete(Path.Combine(_folders.SitePackages, Info, "INSTALLER"));
        }

        AssertLines.Equal(expected.Length == 0 ? [] : new[] { expected }, Incomplete());
    }

    [TestMethod]
    [DataRow("demo/__pycache__/core.cpython-311.pyc", DisplayName = "byte code")]
    [DataRow("demo/__pycache__/core.nbi", DisplayName = "another file that running makes")]
    [DataRow("../../../../etc/demo.conf", DisplayName = "outside the environment")]
    [DataRow("/usr/share/man/demo.1", DisplayName = "anywhere")]
    [DataRow("demo/never.py", DisplayName = "the wheel has it neither")]
    public void FileThatMayBeGone_IsNotMissed(string file)
    {
        Record("demo/core.py", file);

        AssertLines.None(Incomplete());
    }

    [TestMethod]
    public void GeneratedScript_IsMissed()
    {
        Record("demo/core.py", "../../../bin/demo");

        AssertLines.Equal(["demo 1.0: ../../../bin/demo of 5, finished"], Incomplete());
    }

    [TestMethod]
    public void FileThatAnotherPackageListsToo_IsNotMissed()
    {
        _folders.AddToCache("shared/__init__.py", "");
        Record("demo/core.py", "shared/__init__.py");
        _folders.WriteInstalled("other-2.0.dist-info/RECORD", "shared/__init__.py,,\nother-2.0.dist-info/RECORD,,\n");

        AssertLines.None(Incomplete());
    }

    [TestMethod]
    public void EditableInstallation_IsNotMissed()
    {
        _folders.AddToCache("demo/gone.py", "");
        Record("demo/core.py", "demo/gone.py");
        _folders.WriteInstalled(Info + "/direct_url.json", """{"url":"file:///src/demo","dir_info":{"editable": true}}""");

        AssertLines.None(Incomplete());
    }

    [TestMethod]
    public void PackageWhoseWheelIsGone_IsComparedWithItsRecordAlone()
    {
        Record("demo/core.py", "demo/gone.py");
        Directory.Delete(_folders.Cache, recursive: true);

        AssertLines.Equal(["demo 1.0: demo/gone.py of 5, finished"], Incomplete());
    }

    [TestMethod]
    public void FolderWithoutRecordOrWheel_IsNotSpokenOf()
    {
        _folders.WriteInstalled("old-3.0.dist-info/METADATA", "Name: old");
        Record("demo/core.py");

        AssertLines.None(Incomplete());
    }

    [TestMethod]
    public void NewAndOldPackages_AreBothLookedAt()
    {
        _folders.AddToCache("demo/gone.py", "");
        Record("demo/core.py", "demo/gone.py");

        Assert.AreEqual(string.Join("\n", Incomplete(since: 0)), string.Join("\n", Incomplete(since: long.MaxValue)));
    }

    private void Record(params IReadOnlyList<string> files) => _folders.Record([.. files, Info + "/METADATA", Info + "/INSTALLER"]);

    private IEnumerable<string> Incomplete(long since = long.MaxValue) =>
        PythonOutcome.Read(FileSystem.Current!, new OutcomeQuestion(_folders.Target, _folders.Cache, "archive-v*", ["RECORD", "INSTALLER"], since) { ClonesWork = false })
            .Incomplete.Select(wheel => $"{wheel.Text}: {string.Join(" ", wheel.Missing)} of {wheel.Listed}, {(wheel.IsFinished ? "finished" : "half way")}");
}
