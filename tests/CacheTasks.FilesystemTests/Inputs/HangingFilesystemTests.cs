using System.Diagnostics;
using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>
/// A server that is alive and does not answer: whoever asks its filesystem waits, and cannot even be killed. uv would wait too,
/// so this is no row of the table.
/// </summary>
[TestClass]
public sealed class HangingFilesystemTests : LabTest
{
    /// <summary>Five seconds of patience, and as many for two processes to start on a busy machine.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    [TestMethod]
    [DataRow("cache", "", "warning CACHETASKS1024")]
    [DataRow("target", "", "warning CACHETASKS1024")]
    [DataRow("both", "", "warning CACHETASKS1024")]
    [DataRow("cache", "link", "error CACHETASKS1024")]
    [DataRow("target", "link", "error CACHETASKS1024")]
    public void ServerThatDoesNotAnswer_IsSaidSoonAndTheProcessEnds(string side, string require, string expected)
    {
        var pair = OpenPair(side) with { Require = require };
        Assert.AreEqual("", Verify(pair with { Require = "" }, "while the server answers"));

        Stop();

        Assert.AreEqual(expected, Verify(pair, "while it does not"));
    }

    /// <summary>The cache's server is gone, the disk of the target is not: the step need not wait for it.</summary>
    [TestMethod]
    public void CacheThatDoesNotAnswer_MovesToWhereItCanBeLinked()
    {
        var pair = OpenPair("cache") with { Placement = "colocate" };
        Stop();

        var said = ProbeProcess.Verify(pair, s_soon).Run().OrFail().StandardOutput;

        StringAssert.Matches(said, new($"^  CacheTasks  Sync  the cache moves to {_lab.Root}/disk/src/.cachetasks-u0/uv \\(.*\\): files come by hard link, .*; {pair.Cache} lies on a mount that gives no answer \\("));
        Assert.DoesNotContain("1024", said);
    }

    [TestMethod]
    public void LayerThatDoesNotAnswer_IsLeftOut()
    {
        var pair = OpenPair("cache");
        var local = Directory.CreateDirectory(Path.Combine(_lab.Root, "disk", "local")).FullName;
        Stop();

        var said = ProbeProcess.Seed(pair.ToolVersion, local, Path.GetDirectoryName(pair.Target)!, pair.Cache, s_soon).Run().OrFail().StandardOutput;

        StringAssert.Matches(said, new($"CACHETASKS3002: .*nothing is taken from the layer {pair.Cache}: it is on fuse.sshfs .* which gave no answer within 5 s\\. The step runs as it would without it\\."));
        Assert.IsEmpty(Directory.GetFileSystemEntries(local));
    }

    private Lab _lab = null!;

    private Pair OpenPair(string side)
    {
        _lab = Open(Fixtures.Sshfs);
        var disk = _lab.MakeFolder("disk");
        var (cache, target) = (side == "target" ? disk : Path.Combine(_lab.Root, "fuse"), side == "cache" ? disk : Path.Combine(_lab.Root, "fuse"));
        var archive = Directory.CreateDirectory(Path.Combine(cache, "cache", "archive-v0", "id")).FullName;
        File.WriteAllText(Path.Combine(archive, "module.py"), "pass\n");
        return new Pair("Sync", "uv", "0.13.8", Path.Combine(cache, "cache"), Directory.CreateDirectory(Path.Combine(target, "src", ".venv")).FullName, Path.Combine(_lab.Home, "records"));
    }

    private void Stop()
    {
        var server = File.ReadAllText(Path.Combine(_lab.Root, "server.pid")).Trim();
        Lab.System("kill", "-STOP", server);
        _lab.Undoing("stopped server", () => Lab.System("kill", "-CONT", server));

        // What was asked before may be answered from memory; this was not.
        var asking = new Command("stat", Path.Combine(_lab.Root, "fuse", "never-asked-for")) { Limit = TimeSpan.FromSeconds(1) };
        Assert.ThrowsExactly<TimeoutException>(() => asking.Run());
    }

    // Other warnings, of a pair on two filesystems, are not what this is about; and once it hangs nothing else can be known.
    private static string Verify(Pair pair, string when)
    {
        var clock = Stopwatch.StartNew();
        var said = ProbeProcess.Verify(pair, s_soon).Run().OrFail().StandardOutput;
        Assert.IsLessThan(s_soon, clock.Elapsed, when);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]);
        return string.Join(' ', lines.Where(line => when != "while the server answers" || line.Contains("1024", StringComparison.Ordinal)));
    }
}
