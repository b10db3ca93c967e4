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

    [TestMethod]
    public void NameOfARunningProcess_Stays()
    {
        var name = $".cachetasks-probe-{Environment.ProcessId}-1";

        AssertLines.Equal([name], Remove(name));
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

        Colocator.Judge(new FaultyFileSystem().Fail("CreateUnnamed", Errno.EOPNOTSUPP), _folder["cache"], _folder["target"]);

        AssertLines.None(Directory.EnumerateFileSystemEntries(_folder["cache"]));
    }

    private IEnumerable<string> Remove(string name)
    {
        File.WriteAllText(_folder[name], "");
        FileSystem.Current!.OpenDirectory(_folder.Location, out var handle);
        using (handle)
        {
            Leftovers.Remove(FileSystem.Current, handle);
        }
        return Directory.EnumerateFiles(_folder.Location).Select(path => Path.GetFileName(path));
    }

    private static string EndedProcess()
    {
        var printed = new Command("sh", "-c", "echo $$").Run().OrFail().StandardOutput;
        return int.Parse(printed, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
