using CacheTasks.Placement.Collection;
using CacheTasks.Placement.Promotion;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Collection;

/// <summary>What CacheTasksCollectKeep protects, and what of it is a reason to remove nothing.</summary>
[TestClass]
public sealed class KeptFilesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("keep");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void FilesAndFolders_AreRead()
    {
        MadeLayer.WriteLock(_folder["apps", "shop"], "alpha");
        Write("apps/tools/script.py.lock", File.ReadAllText(_folder["apps", "shop", "uv.lock"]).Replace("alpha", "beta", StringComparison.Ordinal));
        Write("apps/tools/requirements.txt", "Gamma==1\n");
        Write("apps/.venv/uv.lock", "nothing that could be read");
        Write("elsewhere/pins.txt", "delta==1.0.0\n");

        var kept = Read($" apps ; elsewhere/pins.txt;", out var keep);

        AssertLines.None(keep.Faults);
        AssertLines.Equal("alpha beta gamma delta".Split(' '), "alpha beta gamma delta epsilon".Split(' ').Where(name => kept.Has(Wheel(name, "1.0"))));
        Assert.IsFalse(kept.Has(Wheel("alpha", "1.1")));
    }

    [TestMethod]
    [DataRow("gone", "Error CACHETASKS0006 CacheTasksCollectKeep names …/gone, which does not exist, so nothing is removed. ")]
    [DataRow("empty", "Error CACHETASKS0006 CacheTasksCollectKeep names …/empty, in which no lock file lies (uv.lock, requirements.txt), so nothing is removed. ")]
    [DataRow("bad/uv.lock", "Warning CACHETASKS3006 …/bad/uv.lock cannot be read, so nothing is removed: ")]
    [DataRow("bad", "Warning CACHETASKS3006 …/bad/uv.lock cannot be read, so nothing is removed: ")]
    [DataRow("deep", "Error CACHETASKS0002 CacheTasksCollectKeep names …/deep, which has more or deeper folders than are searched, so nothing is removed. ")]
    [DataRow("open/requirements.txt", "Error CACHETASKS3006 …/open/requirements.txt does not pin all that it names, so it does not tell what to keep and nothing is removed. ")]
    public void WhatCannotBeRead_IsAReasonToRemoveNothing(string named, string text)
    {
        Directory.CreateDirectory(_folder["empty"]);
        Write("bad/uv.lock", "version = 1\n[[package]\n");
        Write("deep/1/2/3/4/5/6/7/8/9/uv.lock", "");
        Write("open/requirements.txt", "alpha\n");

        Read(named, out var keep);

        Assert.StartsWith(text, keep.Faults[0].EffectiveSeverity + " " + keep.Faults[0].Rule + " " + keep.Faults[0].Text.Replace(_folder.Location, "…", StringComparison.Ordinal));
    }

    [TestMethod]
    public void RequirementsWithoutPinsThatASearchFound_AreAMessage()
    {
        MadeLayer.WriteLock(_folder["app"], "alpha");
        Write("app/docs/requirements.txt", "beta\n");

        var kept = Read("app", out var keep);

        AssertLines.None(keep.Faults);
        Assert.AreEqual($"{_folder["app", "docs", "requirements.txt"]} does not pin all that it names: it protects only the versions that it pins.", keep.Notes.Single().Text);
        Assert.IsTrue(kept.Has(Wheel("alpha", "1.0")));
    }

    [TestMethod]
    public void Nothing_KeepsNothing()
    {
        var kept = Read("", out var keep);

        AssertLines.None(keep.Faults);
        Assert.IsFalse(kept.Has(Wheel("alpha", "1.0")));
    }

    private static CacheUnit Wheel(string name, string version)
    {
        var folder = "wheels-v7/pypi/" + name;
        return new CacheUnit(new UnitFile(folder, $"{version}-py3-none-any.http", null), [new UnitFile(folder, $"{version}-py3-none-any", "archive-v0/x")]);
    }

    private KeptPackages Read(string text, out KeptFiles keep)
    {
        keep = new KeptFiles(["uv.lock", "requirements.txt"], path => Path.GetFullPath(Path.Combine(_folder.Location, path)));
        return keep.Read(text);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
    }
}
