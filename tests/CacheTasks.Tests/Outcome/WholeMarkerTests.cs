using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>A target in which nothing changed is looked at by its folders alone.</summary>
[TestClass]
public sealed class WholeMarkerTests : IDisposable
{
    private const string Info = "demo-1.0.dist-info";

    private readonly WheelFolders _folders = new();
    private readonly FaultyFileSystem _files = new();

    public WholeMarkerTests()
    {
        _folders.AddToCache("demo/core.py", "print('core')");
        _folders.AddToCache("demo/deep/below.py", "print('below')");
        Install();
    }

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void UnchangedTarget_IsNotLookedAtFileByFile()
    {
        Assert.IsFalse(Read().WasWhole);
        _files.Looked.Clear();

        Assert.IsTrue(Read().WasWhole);

        AssertLines.None(_files.Looked.Where(path => path.EndsWith(".py", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void RemovedFile_IsFound()
    {
        Read();
        File.Delete(Path.Combine(_folders.SitePackages, "demo", "deep", "below.py"));

        Assert.AreEqual("demo/deep/below.py", string.Join(" ", Read().Incomplete.Single().Missing));
        // And again, as long as it is gone.
        Assert.AreEqual("demo/deep/below.py", string.Join(" ", Read().Incomplete.Single().Missing));
    }

    [TestMethod]
    public void FileThatIsRemovedWhileOthersAreLookedAt_IsFoundNextTime()
    {
        var below = Path.Combine(_folders.SitePackages, "demo", "deep", "below.py");
        FaultyFileSystem? files = null;
        files = new FaultyFileSystem
        {
            Status = status =>
            {
                if (files!.Looked[^1] == "demo/deep/below.py")
                {
                    File.Delete(below);
                }
                return status;
            },
        };
        Assert.IsEmpty(PythonOutcome.Read(files, Question()).Incomplete);
        Assert.IsFalse(File.Exists(below));

        Assert.HasCount(1, Read().Incomplete);
    }

    [TestMethod]
    public void OtherTarget_IsLookedAt()
    {
        Read();
        var other = _folders.Target + "2";
        Directory.Move(_folders.Target, other);

        Assert.IsFalse(Read(other).WasWhole);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("cachetasks 1")]
    [DataRow("cachetasks 1\nx\nend")]
    [DataRow("cachetasks 2\nnone /x\nend")]
    [DataRow("\0\0\0")]
    public void SpoiltMarker_IsNone(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Marker)!);
        File.WriteAllText(Marker, text);

        Assert.IsFalse(Read().WasWhole);
        Assert.IsTrue(Read().WasWhole);
    }

    [TestMethod]
    public void MarkerThatCannotBeWritten_IsNoFault()
    {
        Directory.CreateDirectory(Marker);

        Assert.IsFalse(Read().WasWhole);
        Assert.IsFalse(Read().WasWhole);
    }

    private string Marker => Path.Combine(_folders.Cache, "obj", "SyncPython.whole");

    private void Install()
    {
        foreach (var file in new[] { "demo/core.py", "demo/deep/below.py", Info + "/METADATA" })
        {
            _folders.Link(file);
        }
        _folders.WriteInstalled(Info + "/INSTALLER", "uv");
        _folders.Record("demo/core.py", "demo/deep/below.py", Info + "/METADATA", Info + "/INSTALLER");
    }

    private PythonOutcome Read(string? target = null) => PythonOutcome.Read(_files, Question(target));

    private OutcomeQuestion Question(string? target = null) => new(target ?? _folders.Target, _folders.Cache, "archive-v*", ["RECORD", "INSTALLER"], long.MaxValue) { ClonesWork = false, Marker = Marker };
}
