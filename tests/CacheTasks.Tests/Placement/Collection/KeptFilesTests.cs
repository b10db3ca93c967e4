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

    public void Dispose()
    {
        new Command("rm", "-rf", _folder["odd"]).Run();
        _folder.Dispose();
    }

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
    [DataRow("open/nothing.txt", "Error CACHETASKS3006 …/open/nothing.txt does not pin all that it names, so it does not tell what to keep and nothing is removed. ")]
    [DataRow("open/README.md", "Error CACHETASKS3006 …/open/README.md does not pin all that it names (Read me first.), so it does not tell what to keep and nothing is removed. ")]
    [DataRow("open/tree.txt", "Error CACHETASKS3006 …/open/tree.txt does not pin all that it names (../tree), so it does not tell what to keep and nothing is removed. ")]
    [DataRow("open/Cargo.lock", "Error CACHETASKS3006 CacheTasksCollectKeep names …/open/Cargo.lock, which is cargo's and names nothing in a store of uv, so nothing is removed. ")]
    [DataRow("open/conflict.txt", "Warning CACHETASKS3006 …/open/conflict.txt cannot be read, so nothing is removed: line 2: a merge conflict is not resolved. ")]
    [DataRow("open/dangling", "Warning CACHETASKS0006 …/open/dangling is no lock file, so nothing is removed: No such file or directory. Correct it, or take it out of CacheTasksCollectKeep.")]
    [DataRow("open/pipe", "Warning CACHETASKS0006 …/open/pipe is no lock file, so nothing is removed: it is not a file. Correct it, or take it out of CacheTasksCollectKeep.")]
    [DataRow("odd", "Error CACHETASKS3006 CacheTasksCollectKeep names …/odd, in which …/odd/\uFFFD cannot be read, so nothing is removed: ")]
    public void WhatCannotBeRead_IsAReasonToRemoveNothing(string named, string text)
    {
        Directory.CreateDirectory(_folder["empty"]);
        Write("bad/uv.lock", "version = 1\n[[package]\n");
        Write("deep/1/2/3/4/5/6/7/8/9/uv.lock", "");
        Write("open/requirements.txt", "alpha\n");
        Write("open/nothing.txt", "# later\n-e .\n");
        Write("open/README.md", "Read me first.\n");
        Write("open/tree.txt", "beta==1\n../tree\n");
        Write("open/Cargo.lock", "version = 4\n");
        Write("open/conflict.txt", "beta==1\n<<<<<<< ours\n");
        File.CreateSymbolicLink(_folder["open/dangling"], "gone");
        new Command("mkfifo", _folder["open/pipe"]).Run().OrFail();
        // Its name is no text, so that it cannot be opened by one.
        new Command("bash", "-c", $"mkdir -p {_folder["odd"]}/$'\\xff' && touch {_folder["odd"]}/uv.lock").Run().OrFail();

        Read(named, out var keep);

        Assert.StartsWith(text, keep.Faults[0].EffectiveSeverity + " " + keep.Faults[0].Rule + " " + keep.Faults[0].Text.Replace(_folder.Location, "…", StringComparison.Ordinal));
    }

    // What tells a package protects it, however it tells it.
    [TestMethod]
    [DataRow("alpha==1.0", "1.0", true)]
    [DataRow("alpha==1.0", "1.0+cpu", true, DisplayName = "another build of the version (PEP 440)")]
    [DataRow("alpha==1.0+cpu", "1.0", false)]
    [DataRow("alpha==1.0", "1.0.1+cpu", false)]
    [DataRow("alpha @ git+https://example.org/alpha@0123", "1.0", true)]
    [DataRow("alpha @ https://example.org/alpha-2.0.tar.gz", "2.0", true)]
    [DataRow("https://example.org/alpha-2.0.tar.gz", "2.0", true)]
    [DataRow("./files/alpha-2.0.zip", "2.0", true)]
    [DataRow("alpha>=1", "1.0", true)]
    [DataRow("alpha\n-c pins.txt", "1.0", true, DisplayName = "the first of two constraints")]
    [DataRow("alpha\n-c pins.txt", "2.0", true, DisplayName = "the second of two constraints")]
    [DataRow("alpha\n-c pins.txt", "3.0", true, DisplayName = "where neither marker holds")]
    [DataRow("alpha\n-c exact.txt", "1.0", true)]
    [DataRow("alpha\n-c exact.txt", "3.0", false)]
    [DataRow("alpha==1.0.0.dev20260101+gabcdef0123456789abcdef0123456789abcdef01", "1.0.0.dev20260101+gabcdef0123456789abcdef012345-e27383aacdc55526", true, DisplayName = "cut by uv")]
    [DataRow("alpha==1.0.0.dev20260102+gabcdef0123456789abcdef0123456789abcdef01", "1.0.0.dev20260101+gabcdef0123456789abcdef012345-e27383aacdc55526", false, DisplayName = "another one cut by uv")]
    public void Requirement_ProtectsWhatItNames(string requirement, string stored, bool isKept)
    {
        Write("app/requirements.txt", "other==1\n" + requirement + "\n");
        Write("app/exact.txt", "alpha==1.0\n");
        Write("app/pins.txt", "alpha==1.0 ; python_version < '3.12'\nalpha==2.0 ; python_version >= '3.12'\n");

        var kept = Read("app", out var keep);

        AssertLines.None(keep.Faults);
        Assert.AreEqual(isKept, kept.Has(Wheel("alpha", stored)));
    }

    [TestMethod]
    [DataRow("many", DisplayName = "among 2,100 files")]
    [DataRow("deployed", DisplayName = "behind the symlink that a deployment has")]
    [DataRow("app/vendor", DisplayName = "in a folder of that name")]
    public void LockFile_IsFoundWhereverItLies(string place)
    {
        Write("keep/uv.lock", "version = 1\n");
        if (place == "many")
            for (var i = 0; i < 2100; i++)
                Write($"keep/many/a{i}", "");
        MadeLayer.WriteLock(_folder[place == "deployed" ? "releases/7" : "keep/" + place], "alpha");
        if (place == "deployed")
            Directory.CreateSymbolicLink(_folder["keep/current"], "../releases/7");

        var kept = Read("keep", out var keep);

        AssertLines.None(keep.Faults);
        Assert.IsTrue(kept.Has(Wheel("alpha", "1.0")));
    }

    [TestMethod]
    public void LockFileWithoutPackages_IsWhole()
    {
        Write("app/uv.lock", "version = 1\n[[package]]\nname = \"app\"\nversion = \"1\"\nsource = { virtual = \".\" }\n");

        Read("app/uv.lock", out var keep);

        AssertLines.None(keep.Faults);
    }

    // Promotion copies these too.
    [TestMethod]
    public void TreeBesideTheLockFile_IsProtected()
    {
        Write("app/uv.lock", "version = 1\n[[package]]\nname = \"alpha\"\nversion = \"1.0\"\nsource = { directory = \"../alpha\" }\n[[package]]\nname = \"beta\"\nsource = { directory = \"../beta\" }\n");

        var kept = Read("app", out _);

        Assert.IsTrue(kept.Has(Wheel("alpha", "1.0")) && kept.Has(Wheel("beta", "3")));
    }

    [TestMethod]
    public void RequirementsWithoutPinsThatASearchFound_AreAMessage()
    {
        MadeLayer.WriteLock(_folder["app"], "alpha");
        Write("app/docs/requirements.txt", "beta\n");

        var kept = Read("app", out var keep);

        AssertLines.None(keep.Faults);
        Assert.AreEqual($"{_folder["app", "docs", "requirements.txt"]} does not pin all that it names: it protects the versions that it pins, and all of a package that it names without one.", keep.Notes.Single().Text);
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
        return new CacheUnit(new UnitFile(folder, Stem(version) + ".http", null), [new UnitFile(folder, Stem(version), "archive-v0/x")]);
    }

    private static string Stem(string version) => version.Contains('-', StringComparison.Ordinal) ? version : version + "-py3-none-any";

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
