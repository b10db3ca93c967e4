using CacheTasks.Placement.Needs;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Needs;

/// <summary>Which files a step's needs are read from, and what is said of bad ones.</summary>
[TestClass]
public sealed class NeedsReaderTests : IDisposable
{
    private const string Lock = "version = 1\n[[package]]\nname = \"a\"\nversion = \"1.0\"\nsource = { registry = \"x\" }\n";

    private readonly TemporaryDirectory _project = new("needs");

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void NearestLockFileAbove_IsRead()
    {
        Write("uv.lock", Lock);
        var needs = Read("uv", "sub/deeper", "");

        AssertLines.Equal(["a 1.0 []"], needs!.Packages.Select(UvLockTests.Show));
        AssertLines.Equal([_project["uv.lock"]], needs.Files);
        AssertLines.None(needs.Findings);
    }

    [TestMethod]
    public void NoLockFile_NamesNoNeed() => Assert.IsNull(Read("uv-tool", "", ""));

    [TestMethod]
    public void LockFileOfTheStep_CountsAlone()
    {
        Write("uv.lock", Lock);
        Write("other/requirements.txt", "b==2\n-r more.txt\n");
        Write("other/more.txt", "c==3\n");
        Write("other/script.py.lock", Lock.Replace("\"a\"", "\"s\"", StringComparison.Ordinal));
        var needs = Read("uv", "", " other/requirements.txt ; other/script.py.lock ");

        AssertLines.Equal(["b 2 [] built", "c 3 [] built", "s 1.0 []"], needs!.Packages.Select(UvLockTests.Show));
        AssertLines.Equal(["other/requirements.txt", "other/script.py.lock", "other/more.txt"], needs.Files.Select(file => Path.GetRelativePath(_project.Location, file)));
    }

    [TestMethod]
    [DataRow("uv-pip", "pylock.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\n", "a 1 []")]
    [DataRow("uv-pip", "requirements.txt", "a==1\n", "a 1 [] built")]
    [DataRow("cargo", "Cargo.lock", "version = 4\n[[package]]\nname = \"A_b\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n", "A_b 1.0.0 []")]
    public void EachTool_HasItsFile(string tool, string file, string text, string expected)
    {
        Write(file, text);

        AssertLines.Equal([expected], Read(tool, "", "")!.Packages.Select(UvLockTests.Show));
    }

    [TestMethod]
    public void OnePackageInTwoFiles_IsOne()
    {
        Write("one.txt", "a==1\nb==1");
        Write("two.txt", "./A-1-py3-none-any.whl\nb==2");

        AssertLines.Equal(["a 1 [] built", "b 1 [] built", "b 2 [] built"], Read("uv", "", "one.txt;two.txt")!.Packages.Select(UvLockTests.Show));
    }

    [TestMethod]
    [DataRow("gone.lock", "CACHETASKS0006 LockFile PATH names no file, so nothing that it would name is taken from a layer: No such file or directory. Correct LockFile on the step, or remove it.")]
    [DataRow("folder", "CACHETASKS0006 LockFile PATH names no file, so nothing that it would name is taken from a layer: it is not a file. Correct LockFile on the step, or remove it.")]
    [DataRow("new.lock", "CACHETASKS3006 PATH cannot be read, so nothing that it names is taken from a layer: its version is 2, and only version 1 is known. The step runs as it would without layers.")]
    [DataRow("cut.lock", "CACHETASKS3006 PATH cannot be read, so nothing that it names is taken from a layer: line 4: a string does not end on its line. The step runs as it would without layers.")]
    [DataRow("latin.lock", "CACHETASKS3006 PATH cannot be read, so nothing that it names is taken from a layer: it is not UTF-8. The step runs as it would without layers.")]
    public void BadFile_IsSaidAndTheOthersAreRead(string file, string text)
    {
        Directory.CreateDirectory(_project["folder"]);
        Write("new.lock", "version = 2\n");
        Write("cut.lock", "version = 1\n[[package]]\nname = \"a\"\nversion = \"1\n");
        File.WriteAllBytes(_project["latin.lock"], [.. "version = 1 # "u8, 0xE9]);
        Write("good.txt", "b==2");
        var needs = Read("uv", "", $"{file};good.txt");

        AssertLines.Equal([text.Replace("PATH", _project[file], StringComparison.Ordinal)], needs!.Findings.Select(finding => $"{finding.Rule} {finding.Text}"));
        AssertLines.Equal(["b 2 [] built"], needs.Packages.Select(UvLockTests.Show));
    }

    [TestMethod]
    public void Fifo_DoesNotMakeTheBuildWait()
    {
        new Command("mkfifo", _project["uv.lock"]).Run().OrFail();

        StringAssert.EndsWith(Read("uv", "", "uv.lock")!.Findings.Single().Text, "it is not a file. Correct LockFile on the step, or remove it.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TenThousandPackages_AreRead()
    {
        Write("uv.lock", "version = 1\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i =>
            $"[[package]]\nname = \"p{i}\"\nversion = \"1.0\"\nsource = {{ registry = \"x\" }}\nwheels = [{{ url = \"https://x.example/p{i}-1.0-py3-none-any.whl\", hash = \"sha256:00\" }}]\n")));

        var packages = Read("uv", "", "")!.Packages;

        Assert.HasCount(10_000, packages);
        Assert.AreEqual("p9999 1.0 [p9999-1.0-py3-none-any.whl]", UvLockTests.Show(packages[^1]));
    }

    private StepNeeds? Read(string tool, string workingDirectory, string lockFile) => NeedsReader.Read(
        new MadeStep(("WorkingDirectory", Directory.CreateDirectory(Path.Combine(_project.Location, workingDirectory)).FullName), ("LockFile", lockFile)).Step,
        MadeProfile.Shipped(tool),
        path => Path.Combine(_project.Location, path));

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_project[file])!);
        File.WriteAllText(_project[file], text);
    }
}
