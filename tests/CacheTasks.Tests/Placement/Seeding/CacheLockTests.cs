using System.Runtime.Versioning;
using CacheTasks.Placement.Seeding;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Placement.Seeding;

[TestClass]
[SupportedOSPlatform("linux")]
public sealed class CacheLockTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("lock");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void LockOfTheTool_IsMadeAsTheToolMakesIt()
    {
        using var taken = Take(exclusive: false);

        Assert.IsNotNull(taken);
        Assert.AreEqual((UnixFileMode)0x1B6, File.GetUnixFileMode(_folder[".lock"]));
    }

    [TestMethod]
    [DataRow(true, false, false)]
    [DataRow(false, false, true)]
    [DataRow(false, true, false)]
    public void LockThatOthersHave_ExcludesAsFlockDoes(bool theirs, bool ours, bool granted)
    {
        using var other = Locker.Hold(_folder[".lock"], theirs);

        using var taken = Take(ours);

        Assert.AreEqual(granted, taken is not null);
    }

    private CacheLock? Take(bool exclusive)
    {
        CopyTools.Current!.Trees.OpenDirectory(_folder.Location, out var folder);
        using (folder)
            return CacheLock.Take(CopyTools.Current, folder, CacheLock.OfTheTool, exclusive, TimeSpan.Zero, CancellationToken.None);
    }
}
