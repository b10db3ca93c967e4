using System.Globalization;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Platform;

/// <summary>What decides about links beyond a status, on folders of this machine; the filesystems that have it are rows of the filesystem tests.</summary>
[TestClass]
public sealed class InspectionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("inspect");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TypeAndSize_AreThoseOfStat()
    {
        foreach (var path in new[] { _folder.Location, "/proc", "/sys" })
        {
            var printed = new Command("stat", "-f", "-c", "%t %b", path).Run().OrFail().StandardOutput.Trim();
            var details = Inspect(path);

            Assert.AreEqual(printed, $"{details.FilesystemType.ToString("x", CultureInfo.InvariantCulture)} {details.BlocksOfFilesystem}");
        }
    }

    [TestMethod]
    public void OrdinaryFolder_HasNothingSpecial()
    {
        var details = Inspect(_folder.Location);

        Assert.AreEqual((0u, false, false, null), (details.ProjectId ?? 0, details.InheritsProject, details.NoCopyOnWrite, details.EncryptionPolicy));
    }

    // proc knows none of the calls: no value, no error.
    [TestMethod]
    public void FilesystemWithoutThese_HasNone()
    {
        var details = Inspect("/proc");

        Assert.AreEqual((null, false, false, null), (details.ProjectId, details.InheritsProject, details.NoCopyOnWrite, details.EncryptionPolicy));
    }

    [TestMethod]
    [DataRow("/proc")]
    [DataRow("/sys")]
    [DataRow("/dev")]
    public void FileThatIsOnNoOverlay_HasNoLayer(string path)
    {
        FileSystem.Current!.OpenDirectory(path, out var handle);
        using (handle)
        {
            Assert.IsNull(FileSystem.Current.IsInLowerLayer(handle));
        }
    }

    private static DirectoryDetails Inspect(string path)
    {
        Assert.AreEqual(Errno.None, FileSystem.Current!.OpenDirectory(path, out var handle));
        using (handle)
        {
            return FileSystem.Current.Inspect(handle);
        }
    }
}
