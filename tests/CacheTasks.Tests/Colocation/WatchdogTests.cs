using CacheTasks.Colocation;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>What may be touched in this process, and what only by a child: told by the mount table before anything is touched.</summary>
[TestClass]
public sealed class WatchdogTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("watchdog");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void NoRemoteMountAtAll_NothingIsLookedAt()
    {
        var files = Made("ext4");

        Assert.IsNull(Find(files, _folder.Location));
        AssertLines.None(files.Looked);
    }

    [TestMethod]
    public void ServerThatAnswers_IsNotSilent() => Assert.IsNull(Find(Made("nfs4"), Share("cache")));

    // The walk stops before the mount's own root: that one may block already.
    [TestMethod]
    public void RemoteMount_IsNotTouchedHere()
    {
        var files = Made("fuse.sshfs");

        Find(files, Share("cache", "uv"));
        AssertLines.None(Inside(files));
        Assert.Contains(_folder.Location, files.Looked);
    }

    [TestMethod]
    public void LocalPathBesideARemoteMount_IsWalkedToItsEnd()
    {
        Directory.CreateDirectory(_folder["local", "cache"]);
        var files = Made("nfs4");

        Assert.IsNull(Find(files, _folder["local", "cache"]));
        Assert.Contains(_folder["local", "cache"], files.Looked);
    }

    [TestMethod]
    public void SymlinkIntoARemoteMount_IsFollowedToItsEdge()
    {
        Directory.CreateSymbolicLink(_folder["absolute"], Share("cache"));
        Directory.CreateDirectory(_folder["a"]);
        Directory.CreateSymbolicLink(_folder["a", "relative"], "../share/cache");

        foreach (var path in new[] { _folder["absolute"], _folder["a", "relative", "deeper"] })
        {
            var files = Made("nfs4");
            Find(files, path);
            AssertLines.None(Inside(files));
            Assert.Contains(Path.GetDirectoryName(path.Replace("/deeper", ""))!, files.Looked);
        }
    }

    // What a child touched is what must be told apart: a symlink to a symlink into the share is no local path.
    [TestMethod]
    public void ChainOfSymlinks_EndsAtTheRemoteMount()
    {
        Directory.CreateSymbolicLink(_folder["second"], Share());
        Directory.CreateSymbolicLink(_folder["first"], "second/cache");
        var files = Made("nfs4");

        Find(files, _folder["first", "uv"]);
        AssertLines.None(Inside(files));
        Assert.Contains(_folder["second"], files.Looked);
    }

    [TestMethod]
    public void DotDot_LeadsOutOfAFolder()
    {
        Directory.CreateDirectory(_folder["a"]);
        var files = Made("nfs4");

        Find(files, _folder["a", "..", "share", "cache"]);
        AssertLines.None(Inside(files));
    }

    [TestMethod]
    public void DotDotAboveTheRoot_IsTheRoot() => Assert.IsNull(Find(Made("nfs4"), "/../../" + Share("cache")));

    [TestMethod]
    public void LoopOfSymlinks_Ends()
    {
        Directory.CreateSymbolicLink(_folder["one"], "two");
        Directory.CreateSymbolicLink(_folder["two"], "one");
        var files = Made("nfs4");

        Assert.IsNull(Find(files, _folder["one", "x"]));
        Assert.IsLessThan(200, files.Looked.Count);
    }

    [TestMethod]
    public void MissingPath_EndsTheWalk()
    {
        var files = Made("nfs4");

        Assert.IsNull(Find(files, _folder["absent", "x", "y"]));
        AssertLines.None(files.Looked.Where(path => path.StartsWith(_folder["absent", "x"], StringComparison.Ordinal)));
    }

    private string Share(params ReadOnlySpan<string> parts)
    {
        Directory.CreateDirectory(Path.Combine([_folder["share"], .. parts]));
        return Path.Combine([_folder["share"], .. parts]);
    }

    private IEnumerable<string> Inside(FaultyFileSystem files) => files.Looked.Where(path => path.StartsWith(_folder["share"], StringComparison.Ordinal));

    // IDs that no real mount has: a silent one is remembered by its ID for the whole process.
    private FaultyFileSystem Made(string type) => new()
    {
        Mounts = $"900001 1 8:1 / / rw - ext4 /dev/sda1 rw\n900002 900001 0:99 / {_folder["share"]} rw - {type} server:/e rw\n",
    };

    private static SilentMount? Find(FaultyFileSystem files, string path)
    {
        using var mounts = files.ReadMounts();
        return new Watchdog(files, mounts).FindSilent(path);
    }
}
