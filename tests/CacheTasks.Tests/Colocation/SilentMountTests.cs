using System.Diagnostics;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>
/// A child that does not come back: tail -f, which waits without end as stat on a dead server does, found by the name of stat. The real thing
/// is a row of the filesystem tests.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class SilentMountTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("silent");
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public SilentMountTests()
    {
        Directory.CreateDirectory(_folder["bin"]);
        Directory.CreateDirectory(_folder["share"]);
        File.CreateSymbolicLink(_folder["bin", "stat"], "/usr/bin/tail");
        File.WriteAllText(_folder["share", "cache"], "");
        File.WriteAllText(_folder["share", "target"], "");
        Environment.SetEnvironmentVariable("PATH", _folder["bin"] + ":" + _path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    [TestMethod]
    public void SilentMount_IsFoundOnceAndRemembered()
    {
        var files = new FaultyFileSystem
        {
            Mounts = $"910001 1 8:1 / / rw - ext4 /dev/sda1 rw\n910002 910001 0:99 / {_folder["share"]} rw - nfs4 server:/e rw\n",
        };
        var watch = Stopwatch.StartNew();

        var first = Colocator.Judge(files, _folder["share", "cache"], _folder.Location);
        var waited = watch.Elapsed;
        var second = Colocator.Judge(files, _folder.Location, _folder["share", "target"]);

        Assert.AreEqual(Rules.NoAnswer, first.Causes.Single().Rule);
        Assert.IsNull(first.Verdict);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(5), waited);
        Assert.AreEqual(_folder["share", "target"], second.Causes.Single().Evidence["directory"]);
        Assert.IsLessThan(TimeSpan.FromSeconds(9), watch.Elapsed);
        AssertLines.None(files.Looked.Where(path => path.StartsWith(_folder["share"], StringComparison.Ordinal)));
        Assert.IsTrue(SpinWait.SpinUntil(() => !Waiting().Any(), TimeSpan.FromSeconds(10)));
    }

    // A child export whose server is gone, below one that answers: tail cannot follow folders and ends at once.
    [TestMethod]
    public void SilentMountBelowOneThatAnswers_IsFound()
    {
        Directory.CreateDirectory(_folder["share", "child"]);
        Directory.CreateDirectory(_folder["share", "here"]);
        File.WriteAllText(_folder["share", "child", "target"], "");
        var files = new FaultyFileSystem
        {
            Mounts = $"920001 1 8:1 / / rw - ext4 /dev/sda1 rw\n920002 920001 0:98 / {_folder["share"]} rw - nfs4 server:/e rw\n920003 920002 0:99 / {_folder["share", "child"]} rw - nfs4 server:/e/child rw\n",
        };

        var judgement = Colocator.Judge(files, _folder["share", "here"], _folder["share", "child", "target"]);

        Assert.AreEqual(Rules.NoAnswer, judgement.Causes.Single().Rule);
        Assert.AreEqual(_folder["share", "child", "target"], judgement.Causes[0].Evidence["directory"]);
    }

    // The child that was left behind is ended where the system lets it.
    private IEnumerable<string> Waiting() => Directory.EnumerateDirectories("/proc").Select(process => Path.Combine(process, "cmdline"))
        .Where(File.Exists).Select(Read).Where(line => line.Contains(_folder["share"], StringComparison.Ordinal));

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
