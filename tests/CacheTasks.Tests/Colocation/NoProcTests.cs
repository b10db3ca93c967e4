using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>A chroot or sandbox without /proc: no mount table, no link of a file without a name.</summary>
[TestClass]
public sealed class NoProcTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("noproc");

    public NoProcTests()
    {
        Directory.CreateDirectory(_folder["cache"]);
        Directory.CreateDirectory(_folder["target"]);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void LinksThatWork_AreFound()
    {
        var judgement = Judge(new FaultyFileSystem { Mounts = "" }.Fail("LinkUnnamed", Errno.ENOENT));

        Assert.AreEqual(ModeResult.Works, judgement.Verdict!.Hardlink);
        Assert.IsNull(judgement.Pair!.Cache.Mount);
    }

    [TestMethod]
    public void TwoMounts_AreToldByTheirIdsAlone()
    {
        var judgement = Judge(Separate(status => status with { MountId = 31 }));

        Assert.AreEqual(Rules.OtherMount, judgement.Verdict!.Hardlink.Cause);
        Assert.Contains("are on one filesystem (", judgement.Causes.First(cause => cause.Rule == Rules.OtherMount).Description);
    }

    [TestMethod]
    public void TwoFilesystems_AreToldByTheirDevicesAlone()
    {
        var judgement = Judge(Separate(status => status with { MountId = 31, Device = new Device(8, 99) }));

        Assert.AreEqual(Rules.DifferentFilesystems, judgement.Verdict!.Hardlink.Cause);
        Assert.Contains("/cache is on device 8:99 ", judgement.Causes.First(cause => cause.Rule == Rules.DifferentFilesystems).Description);
    }

    private FaultyFileSystem Separate(Func<FileStatus, FileStatus> change) => new FaultyFileSystem
    {
        Mounts = "",
        StatusAt = (path, status) => path == _folder["cache"] ? change(status) : status,
    }.Fail("LinkUnnamed", Errno.ENOENT).Fail("Link", Errno.EXDEV);

    private Judgement Judge(FaultyFileSystem files)
    {
        var judgement = Colocator.Judge(files, _folder["cache"], _folder["target"]);
        AssertLines.None(Directory.EnumerateFiles(_folder.Location, "*", SearchOption.AllDirectories));
        return judgement;
    }
}
