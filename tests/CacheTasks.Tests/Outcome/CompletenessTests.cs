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
    [DataRow(false, "demo 1.0: demo/short.py 400 of 900 bytes of 3, half way")]
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
    [DataRow("../../../bin/never", DisplayName = "nor such a command")]
    [DataRow("../../../share/man/never.1", DisplayName = "nor such data")]
    public void FileThatMayBeGone_IsNotMissed(string file)
    {
        Record("demo/core.py", file);

        AssertLines.None(Incomplete());
    }

    [TestMethod]
    public void GeneratedScript_IsMissed()
    {
        _folders.AddToCache(Info + "/entry_points.txt", "[other]\nno = demo:no\n[console_scripts]\ndemo = demo:main\n");
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
    [DataRow("../../../share/man/demo.1", "share/man/demo.1")]
    [DataRow("../../../bin/demo", "scripts/demo")]
    public void FileOfTheDataFolder_IsMissed(string file, string source)
    {
        _folders.AddToCache("demo-1.0.data/" + (source.StartsWith("scripts", StringComparison.Ordinal) ? source : "data/" + source), "");
        Record("demo/core.py", file);

        AssertLines.Equal([$"demo 1.0: {file} of 5, finished"], Incomplete());
    }

    // uv cache clean: a RECORD can list what its wheel never had.
    [TestMethod]
    [DataRow(true, "")]
    [DataRow(false, "demo 1.0: demo/gone.py of 4, half way")]
    public void PackageWhoseWheelIsGone_IsComparedWithItsRecordUnlessItWasFinished(bool finished, string expected)
    {
        _folders.Record("demo/core.py", "demo/gone.py", Info + "/METADATA");
        Directory.Delete(_folders.Cache, recursive: true);
        if (!finished)
        {
            File.Delete(Path.Combine(_folders.SitePackages, Info, "INSTALLER"));
        }

        AssertLines.Equal(expected.Length == 0 ? [] : new[] { expected }, Incomplete());
    }

    // What uv writes is sorted; "brought" is the RECORD of the wheel, "sorted" one of a wheel that was sorted before.
    [TestMethod]
    [DataRow("sorted", "brought", "", "")]
    [DataRow("sorted", null, "", "")]
    [DataRow("brought", "brought", "", "half way")]
    [DataRow("brought", null, "", "half way")]
    [DataRow("cut", "brought", "", "half way")]
    [DataRow("sorted", "sorted", "", "")]
    [DataRow("sorted", "sorted", "other-2.0.dist-info/INSTALLER", "half way")]
    public void PackageWithoutInstaller_WasFinishedWhereItsRecordWasWritten(string installed, string? archived, string other, string expected)
    {
        var texts = new Dictionary<string, string>
        {
            ["sorted"] = $"{Info}/METADATA,,\n{Info}/RECORD,,\ndemo/short.py,sha256=x,900\n",
            ["brought"] = $"demo/short.py,sha256=x,900\n{Info}/METADATA,,\n{Info}/RECORD,,\n",
            ["cut"] = $"demo/short.py,sha256=x,900\n{Info}/META",
        };
        File.Delete(Path.Combine(_folders.SitePackages, Info, "INSTALLER"));
        _folders.WriteInstalled("demo/short.py", "x");
        _folders.WriteInstalled(Info + "/RECORD", texts[installed]);
        if (archived is not null)
        {
            _folders.AddToCache(Info + "/RECORD", texts[archived]);
        }
        if (other.Length > 0)
        {
            _folders.WriteInstalled(other, "uv");
            _folders.WriteInstalled("other-2.0.dist-info/RECORD", "other-2.0.dist-info/RECORD,,\n");
        }

        Assert.AreEqual(expected, string.Join(" ", Incomplete().Select(line => line.Split(", ")[^1])));
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
            .Incomplete.Select(wheel => $"{wheel.Text}: {string.Join(" ", [.. wheel.Missing, .. wheel.Short.Select(file => file.ToString())])} of {wheel.Listed}, {(wheel.IsFinished ? "finished" : "half way")}");
}
