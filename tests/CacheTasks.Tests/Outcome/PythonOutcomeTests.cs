using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

[TestClass]
public sealed class PythonOutcomeTests : IDisposable
{
    private const string Metadata = "demo-1.0.dist-info/METADATA";

    private readonly WheelFolders _folders = new();

    public PythonOutcomeTests()
    {
        _folders.AddToCache("demo/core.py", "print('core')");
        _folders.AddToCache("demo/__init__.py", "import core");
    }

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void LinkedWheel_IsCountedFileByFile()
    {
        InstallLinked();
        _folders.WriteInstalled("demo-1.0.dist-info/INSTALLER", "uv");
        _folders.Record("demo/core.py", "demo/__init__.py", Metadata, "demo-1.0.dist-info/INSTALLER", "demo/__pycache__/core.cpython-311.pyc");

        var outcome = Read();

        Assert.AreEqual("3 hard links, 2 own", outcome.Counts.ToString());
        Assert.AreEqual("demo-1.0 · · ", $"{string.Join(" ", outcome.Installed)} ·{string.Join(" ", outcome.FromElsewhere)} ·{string.Join(" ", outcome.Copied)} ");
    }

    [TestMethod]
    public void CopiedWheel_IsNamed()
    {
        InstallLinked();
        File.Delete(Path.Combine(_folders.SitePackages, "demo", "core.py"));
        _folders.Copy("demo/core.py");
        _folders.Record("demo/core.py", "demo/__init__.py", Metadata);

        var outcome = Read();

        Assert.AreEqual("2 hard links, 1 copy, 1 own", outcome.Counts.ToString());
        AssertLines.Equal(["demo-1.0"], outcome.Copied.Select(look => look.Wheel.Name));
    }

    [TestMethod]
    public void ScriptOfTheWheel_IsFoundInItsDataFolder()
    {
        _folders.AddToCache("demo-1.0.data/scripts/demo", "#!/bin/sh");
        InstallLinked();
        _folders.WriteInstalled("../../../bin/demo", "#!/bin/sh");
        _folders.Record("demo/core.py", Metadata, "../../../bin/demo");

        Assert.AreEqual("2 hard links, 1 copy, 1 own", Read().Counts.ToString());
    }

    // uv sync --cache-dir X: the same package, from another cache.
    [TestMethod]
    public void WheelThatTheCacheLacks_IsFromElsewhere()
    {
        _folders.WriteInstalled("demo/core.py", "print('core')");
        _folders.WriteInstalled(Metadata, "Name: other");
        _folders.Record("demo/core.py", Metadata);

        var outcome = Read();

        AssertLines.Equal(["demo-1.0"], outcome.FromElsewhere);
        Assert.AreEqual(0, outcome.Counts.Total);
    }

    // The other cache has the same version, so that paths and bytes agree; its links give it away.
    [TestMethod]
    public void EqualWheelOfAnotherCache_IsFromElsewhere()
    {
        var other = _folders.WriteInstalled("../elsewhere.py", "print('core')");
        Directory.CreateDirectory(Path.Combine(_folders.SitePackages, "demo"));
        new TestSupport.Command("ln", other, Path.Combine(_folders.SitePackages, "demo", "core.py")).Run().OrFail();
        _folders.Copy(Metadata);
        _folders.Record("demo/core.py", Metadata);

        AssertLines.Equal(["demo-1.0"], Read().FromElsewhere);
    }

    [TestMethod]
    public void WheelThatWasThereBefore_IsNotOfThisStep()
    {
        InstallLinked();
        _folders.Record("demo/core.py");
        FileSystem.Current!.Stat(Path.Combine(_folders.SitePackages, "demo-1.0.dist-info", "RECORD"), followLink: true, out var record);

        AssertLines.None(Read(since: Math.Max(record.Modified, record.Changed) + 1).Installed);
        AssertLines.Equal(["demo-1.0"], Read(since: Math.Max(record.Modified, record.Changed)).Installed);
    }

    // One name, several archives: of another platform, or unpacked by another version of uv.
    [TestMethod]
    public void SeveralArchives_GiveTheOneItIsLinkedWith()
    {
        foreach (var archive in new[] { "0aaa", "zzzz" })
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folders.Cache, "archive-v0", archive, "demo-1.0.dist-info"));
            File.WriteAllText(Path.Combine(folder.FullName, "METADATA"), "Name: demo");
        }
        InstallLinked();
        _folders.Record("demo/core.py", Metadata);

        Assert.AreEqual("2 hard links, 1 own", Read().Counts.ToString());
    }

    [TestMethod]
    public void MissingCache_IsElsewhere()
    {
        _folders.WriteInstalled(Metadata, "Name: demo");
        _folders.Record(Metadata);
        Directory.Delete(_folders.Cache, recursive: true);

        AssertLines.Equal(["demo-1.0"], Read().FromElsewhere);
    }

    private void InstallLinked()
    {
        _folders.Link("demo/core.py");
        _folders.Link("demo/__init__.py");
        _folders.Link(Metadata);
    }

    private PythonOutcome Read(long since = 0) => PythonOutcome.Read(
        FileSystem.Current!, new OutcomeQuestion(_folders.Target, _folders.Cache, "archive-v*", ["RECORD", "INSTALLER"], since) { ClonesWork = false });
}
