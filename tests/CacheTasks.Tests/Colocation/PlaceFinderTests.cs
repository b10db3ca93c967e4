using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using FileKind = CacheTasks.Platform.FileKind;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public sealed class PlaceFinderTests : IDisposable
{
    private static readonly MountTable s_mounts = FileSystem.Current!.ReadMounts();

    private readonly TemporaryDirectory _folder = new("place");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void ExistingDirectory_IsFoundWithItsMount()
    {
        var place = Find(_folder.Location)!;

        Assert.IsTrue(place.Exists);
        Assert.AreEqual(FileKind.Directory, place.Status.Kind);
        Assert.AreEqual(place.Status.MountId, place.Mount!.Id);
    }

    [TestMethod]
    public void MissingDirectory_IsJudgedAtItsParent()
    {
        var place = Find(_folder["not", "yet", "there"])!;

        Assert.IsFalse(place.Exists);
        Assert.AreEqual(_folder.Location, place.Existing);
        Assert.AreEqual(_folder["not", "yet", "there"], place.Path);
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("//")]
    public void Root_IsADirectory(string path) => Assert.AreEqual("/", Find(path)!.Existing);

    [TestMethod]
    public void TrailingSlash_ChangesNothing() => Assert.AreEqual(Find(_folder.Location), Find(_folder.Location + "/"));

    [TestMethod]
    public void SymlinkToADirectory_IsFollowed()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);

        Assert.AreEqual(Find(_folder["real"])!.Status.Inode, Find(_folder["link"])!.Status.Inode);
    }

    [TestMethod]
    [DataRow("file", DisplayName = "the path itself")]
    [DataRow("file/a/b", DisplayName = "a parent")]
    public void FileInTheWay_IsNamed(string path)
    {
        File.WriteAllText(_folder["file"], "");

        AssertProblem(new PlaceProblem(_folder["file"], Errno.ENOTDIR, "is a file, not a directory") { Whole = _folder[path] }, path);
    }

    [TestMethod]
    [DataRow("link", DisplayName = "the path itself")]
    [DataRow("link/a/b", DisplayName = "a parent")]
    public void DanglingSymlink_IsNamed(string path)
    {
        File.CreateSymbolicLink(_folder["link"], _folder["absent"]);

        AssertProblem(new PlaceProblem(_folder["link"], Errno.ENOENT, "is a symlink whose target does not exist") { Whole = _folder[path] }, path);
    }

    [TestMethod]
    public void CircleOfSymlinks_IsSaid()
    {
        File.CreateSymbolicLink(_folder["a"], _folder["b"]);
        File.CreateSymbolicLink(_folder["b"], _folder["a"]);

        AssertProblem(new PlaceProblem(_folder["a"], Errno.ELOOP, "cannot be used: Too many levels of symbolic links (ELOOP)"), "a");
    }

    [TestMethod]
    public void NameTooLong_IsSaid()
    {
        var name = new string('n', 256);

        AssertProblem(new PlaceProblem(_folder[name], Errno.ENAMETOOLONG, "cannot be used: File name too long (ENAMETOOLONG)"), name);
    }

    [TestMethod]
    public void PathTooLong_IsSaid()
    {
        var path = string.Join('/', Enumerable.Repeat("part", 1000));

        Assert.IsNull(PlaceFinder.Find(FileSystem.Current!, s_mounts, _folder[path], out var problem));
        Assert.AreEqual(Errno.ENAMETOOLONG, problem!.Errno);
    }

    // What fits by itself may leave no room for the tool's own folders and files.
    [TestMethod]
    [DataRow(3968, true)]
    [DataRow(3969, false)]
    public void PathNearTheLimit_NeedsRoomForTheNamesInIt(int length, bool usable)
    {
        var path = string.Concat(Enumerable.Repeat("/part", 800))[..length];

        Assert.AreEqual(usable, Find(path) is not null);
    }

    // The mount table is read once for both sides of a pair that lies on one mount.
    [TestMethod]
    public void KnownPlaceOnTheSameMount_LendsItsMount()
    {
        var known = Find(_folder.Location)! with { Mount = null };

        Assert.IsNull(PlaceFinder.Find(FileSystem.Current!, s_mounts, _folder["absent"], out _, known)!.Mount);
        Assert.IsNotNull(PlaceFinder.Find(FileSystem.Current!, s_mounts, "/proc", out _, known)!.Mount);
    }

    [TestMethod]
    public void NameWithOddCharacters_IsFound()
    {
        var path = _folder["a b;c%25ü\n'"];
        Directory.CreateDirectory(path);

        Assert.IsTrue(Find(path)!.Exists);
    }

    private static Place? Find(string path) => PlaceFinder.Find(FileSystem.Current!, s_mounts, path, out _);

    private void AssertProblem(PlaceProblem expected, string path)
    {
        Assert.IsNull(PlaceFinder.Find(FileSystem.Current!, s_mounts, _folder[path], out var problem));
        Assert.AreEqual(expected, problem);
    }
}
