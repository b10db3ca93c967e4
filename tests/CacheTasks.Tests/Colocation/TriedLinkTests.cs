using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public sealed class TriedLinkTests : IDisposable
{
    private static readonly IFileSystem s_files = FileSystem.Current!;

    private readonly TemporaryDirectory _folder = new("link");

    public TriedLinkTests() => File.WriteAllText(_folder["file"], "");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(17, DisplayName = "EEXIST: an answer that NFS v3 lost")]
    [DataRow(11, DisplayName = "EAGAIN: ZFS with dirty blocks")]
    [DataRow(4, DisplayName = "EINTR")]
    public void PassingError_IsTriedAgainUnderAnotherName(int errno)
    {
        var (names, link, _) = Try(new Errno(errno), Errno.None);

        Assert.AreEqual(Errno.None, link);
        Assert.HasCount(2, names.Distinct());
    }

    [TestMethod]
    public void ErrorThatStays_IsGivenUp()
    {
        var (names, link, _) = Try(Errno.EEXIST, Errno.EEXIST, Errno.EEXIST);

        Assert.AreEqual(Errno.EEXIST, link);
        Assert.HasCount(3, names);
    }

    [TestMethod]
    [DataRow(18)]
    [DataRow(1)]
    [DataRow(31)]
    public void AnotherError_IsTheAnswer(int errno)
    {
        var (names, link, _) = Try(new Errno(errno));

        Assert.AreEqual(new Errno(errno), link);
        Assert.HasCount(1, names);
    }

    [TestMethod]
    public void Link_IsLookedAtAndRemoved()
    {
        var (_, link, isSymlink) = Try(Errno.None);

        Assert.AreEqual((Errno.None, false), (link, isSymlink));
        AssertLines.Equal(["file"], Directory.EnumerateFileSystemEntries(_folder.Location).Select(path => Path.GetFileName(path)));
    }

    [TestMethod]
    public void LinkThatCameOutAsASymlink_IsSeenAndRemoved()
    {
        s_files.OpenDirectory(_folder.Location, out var directory);
        using (directory)
        {
            var tried = new TriedLink(s_files, directory, name => s_files.Symlink("file", directory, name));

            Assert.IsTrue(tried.IsSymlink);
            Assert.IsGreaterThanOrEqualTo(0, tried.Time);
        }
        AssertLines.Equal(["file"], Directory.EnumerateFileSystemEntries(_folder.Location).Select(path => Path.GetFileName(path)));
    }

    // The answers in turn; success makes a real link.
    private (List<string> Names, Errno Errno, bool IsSymlink) Try(params Errno[] answers)
    {
        var names = new List<string>();
        s_files.OpenDirectory(_folder.Location, out var directory);
        using (directory)
        {
            var tried = new TriedLink(s_files, directory, name =>
            {
                names.Add(name);
                var answer = answers[names.Count - 1];
                return answer.Succeeded ? s_files.Link(directory, "file", directory, name) : answer;
            });
            return (names, tried.Errno, tried.IsSymlink);
        }
    }
}
