using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;
using FileKind = CacheTasks.Platform.FileKind;

namespace CacheTasks.Tests.Platform;

/// <summary>What our calls say, against stat(1) and findmnt's source.</summary>
[TestClass]
public sealed class LinuxFileSystemTests : IDisposable
{
    private static readonly IFileSystem s_files = FileSystem.Current!;

    private readonly TemporaryDirectory _folder = new("calls");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Status_IsThatOfStat()
    {
        File.WriteAllText(_folder["ü file"], "12345");
        s_files.Stat(_folder["ü file"], followLink: true, out var status);

        var printed = new Command("stat", "-c", "%i %u %g 0%a %h %s %Hd:%Ld", _folder["ü file"]).Run().OrFail().StandardOutput.Trim();
        Assert.AreEqual(printed, $"{status.Inode} {status.Owner} {status.Group} {status.Permissions} {status.Links} {status.Size} {status.Device}");
    }

    [TestMethod]
    public void Times_AreNanosecondsSinceTheEpoch()
    {
        File.WriteAllText(_folder["file"], "");
        File.SetLastWriteTimeUtc(_folder["file"], DateTime.UnixEpoch.AddSeconds(1_000_000_000.5));

        s_files.Stat(_folder["file"], followLink: true, out var status);
        Assert.AreEqual(1_000_000_000_500_000_000, status.Modified);
    }

    [TestMethod]
    [DataRow(true, FileKind.Directory)]
    [DataRow(false, FileKind.Symlink)]
    public void Symlink_IsFollowedOnlyWhereAsked(bool follow, object kind)
    {
        Directory.CreateSymbolicLink(_folder["link"], _folder.Location);

        s_files.Stat(_folder["link"], follow, out var status);
        Assert.AreEqual(kind, status.Kind);
    }

    [TestMethod]
    public void Pipe_IsNeitherFileNorFolder()
    {
        new Command("mkfifo", _folder["pipe"]).Run().OrFail();

        s_files.Stat(_folder["pipe"], followLink: true, out var status);
        Assert.AreEqual(FileKind.Other, status.Kind);
    }

    [TestMethod]
    public void MissingFile_IsAnErrorNumber() => Assert.AreEqual(Errno.ENOENT, s_files.Stat(_folder["absent"], followLink: true, out _));

    // More entries than one read gives: looking stays cheap and finds what lies at the front.
    [TestMethod]
    public void NamesWithAPrefix_AreFoundAmongOthers()
    {
        foreach (var number in Enumerable.Range(0, 300))
        {
            File.WriteAllText(_folder[$"file{number}"], "");
        }
        File.WriteAllText(_folder[".cachetasks-probe-1-ü"], "");

        s_files.OpenDirectory(_folder.Location, out var handle);
        using (handle)
        {
            AssertLines.Equal([".cachetasks-probe-1-ü"], s_files.FindNames(handle, ".cachetasks-probe-"));
            AssertLines.None(s_files.FindNames(handle, "absent"));
        }
    }

    [TestMethod]
    public void EndedChild_ChangesTheMark()
    {
        var before = s_files.EndedChildren();

        new Command("true").Run().OrFail();
        Assert.AreNotEqual(before, s_files.EndedChildren());
    }

    [TestMethod]
    public void RunningProcess_Exists()
    {
        Assert.IsTrue(s_files.ProcessExists(Environment.ProcessId));
        Assert.IsTrue(s_files.ProcessExists(1));
    }

    [TestMethod]
    public void EffectiveUser_IsThatOfId() =>
        Assert.AreEqual(new Command("id", "-u").Run().OrFail().StandardOutput.Trim(), s_files.EffectiveUser.ToString());

    [TestMethod]
    public void MissingFile_HasNoExtent() => Assert.AreEqual(Errno.ENOENT, s_files.FirstExtent(_folder["absent"], out _));
}
