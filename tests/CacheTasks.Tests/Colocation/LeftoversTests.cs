using System.Globalization;
using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>Names that a killed probe left go; everything else in the user's folder stays.</summary>
[TestClass]
public sealed class LeftoversTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("leftovers");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void NameOfAnEndedProcess_Goes() => AssertLines.None(Remove($".cachetasks-probe-{EndedProcess()}-1"));

    // A process in another container can have an ID that does not exist here.
    [TestMethod]
    public void NameJustMade_Stays()
    {
        var name = $".cachetasks-probe-{EndedProcess()}-1";

        AssertLines.Equal([name], Remove(name, new FaultyFileSystem()));
    }

    // In containers process IDs repeat: one that has ours and is old was made by another.
    [TestMethod]
    public void OldNameWithOurIdThatWeDidNotMake_Goes() => AssertLines.None(Remove($".cachetasks-probe-{Environment.ProcessId}-0-1"));

    [TestMethod]
    public void NameOfARunningProcess_Stays()
    {
        string[] names = [$".cachetasks-probe-{Parent}-1", ProbeFile.NewName()];

        foreach (var name in names)
        {
            AssertLines.Equal([name], Remove(name));
            File.Delete(_folder[name]);
        }
    }

    [TestMethod]
    [DataRow(".cachetasks-probe-")]
    [DataRow(".cachetasks-probe-x-1")]
    [DataRow(".cachetasks-probe--1-1")]
    [DataRow(".cachetasks-probe-99999999999999999999-1")]
    [DataRow(".cachetasks-checkout")]
    [DataRow("cachetasks-probe-1-1")]
    [DataRow("pyvenv.cfg")]
    public void OtherName_Stays(string name) => AssertLines.Equal([name], Remove(name));

    // Where no file is without a name, a killed probe leaves one in the cache as well.
    [TestMethod]
    public void CacheOnAFilesystemWithoutUnnamedFiles_IsCleanedToo()
    {
        Directory.CreateDirectory(_folder["cache"]);
        Directory.CreateDirectory(_folder["target"]);
        File.WriteAllText(_folder["cache", $".cachetasks-probe-{EndedProcess()}-1"], "");

        Colocator.Judge(Later().Fail("CreateUnnamed", Errno.EOPNOTSUPP), _folder["cache"], _folder["target"]);

        AssertLines.None(Directory.EnumerateFileSystemEntries(_folder["cache"]));
    }

    private static int Parent => int.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')[1], CultureInfo.InvariantCulture);

    // As if everything had been made an hour ago.
    private static FaultyFileSystem Later() => new() { Status = status => status with { Changed = status.Changed - 3_600_000_000_000 } };

    private IEnumerable<string> Remove(string name) => Remove(name, Later());

    private IEnumerable<string> Remove(string name, FaultyFileSystem files)
    {
        File.WriteAllText(_folder[name], "");
        FileSystem.Current!.OpenDirectory(_folder.Location, out var handle);
        using (handle)
        {
            Leftovers.Remove(files, handle);
        }
        return Directory.EnumerateFiles(_folder.Location).Select(path => Path.GetFileName(path));
    }

    private static string EndedProcess()
    {
        var printed = new Command("sh", "-c", "echo $$").Run().OrFail().StandardOutput;
        return int.Parse(printed, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
