using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using FileKind = CacheTasks.Platform.FileKind;

namespace CacheTasks.Tests.Targets;

/// <summary>What 2003 says; that it is said where cargo fails is shown with real users (ForeignTargetTests).</summary>
[TestClass]
public class ForeignEntriesTests
{
    private const uint User = 1000;

    private static readonly OwnerNames s_names = new(MadeUsers.Of((0, "root"), (1000, "alice"), (1001, "bob")), HostFacts.Plain);

    [TestMethod]
    public void NothingInTheWay_IsNotSpokenOf() => Assert.IsNull(Describe(Scan() with { Owners = new Dictionary<uint, long> { [1001] = 5 } }));

    [TestMethod]
    public void TargetThatIsGone_IsNotSpokenOf() => Assert.IsNull(Describe(Scan(Folder("debug")) with { Root = null }));

    [TestMethod]
    public void SharedTarget_IsToBeLeft() => Assert.AreEqual(
        "cargo will fail with 'Permission denied' where it changes what others own: at least 2 entries in the target /t belong to bob (1001), and user alice (1000) may not change them: debug (folder 2755), debug/.cargo-lock (0644). To see it: `find /t ! -uid 1000 -ls`. Give each user and checkout a target: set SharedRoot, or TargetDirectory.",
        Said(Scan(Folder("debug"), File("debug/.cargo-lock")) with { IsComplete = false }));

    [TestMethod]
    public void OwnTarget_IsToBeTakenBack() => Assert.AreEqual(
        "cargo will fail with 'Permission denied' where it changes what others own: 1 entry in the target /t belongs to root (0), and user alice (1000) may not change them: debug/app (0644, 2 names). To see it: `find /t ! -uid 1000 -ls`. Take them back, `sudo chown -hR 1000 /t`, and do not run cargo by sudo in this target.",
        Said(Scan(File("debug/app") with { Owner = 0, Links = 2 }) with { Root = Root(User, 0x1ED), WithOtherNames = 1 }));

    // Somebody else's file in a target that only this user can write: by which way did it come?
    [TestMethod]
    public void ForeignFileWithSeveralNames_InAnOwnTarget_IsWarnedOf() => Assert.EndsWith(
        "by sudo in this target. 1 of these files have further names (hard links), and with each of them the file would change everywhere.",
        Said(Scan(File("debug/app") with { Links = 2 }) with { Root = Root(User, 0x1ED), WithOtherNames = 1 }));

    [TestMethod]
    public void FileWithSeveralNames_InASharedTarget_IsNotToBeChowned() => Assert.EndsWith(
        "Give each user and checkout a target: set SharedRoot, or TargetDirectory. Do not chown this one: 3 of these files have further names (hard links), and with each of them the file would change everywhere.",
        Said(Scan(File("debug/app") with { Links = 2 }) with { WithOtherNames = 3 }));

    [TestMethod]
    public void SeveralOwners_AreAllNamed() => Assert.Contains(
        "belong to root (0), bob (1001) and 1002, and", Said(Scan(File("a") with { Owner = 1002 }, File("b"), File("c") with { Owner = 0 })));

    [TestMethod]
    public void ManyObstacles_ShowThree()
    {
        var text = Said(Scan(File("a"), File("b"), File("c"), File("d")));

        Assert.Contains("4 entries in the target /t belong to bob (1001), and user alice (1000) may not change them: a (0644), b (0644), c (0644), …. To see it", text);
    }

    [TestMethod]
    public void StickyFolder_IsTheReason() =>
        Assert.Contains("debug/app (0666, in a sticky folder)", Said(Scan(File("debug/app") with { Mode = 0x1B6, Obstacle = Obstacle.Sticky })));

    [TestMethod]
    public void TargetItself_CanBeForeign() => Assert.Contains("the target itself (folder 0755)", Said(Scan(Folder("") with { Path = "/t", Mode = 0x1ED })));

    [TestMethod]
    public void UnreadableFolders_AreSaid()
    {
        Assert.Contains("others own: 1 folder may not be looked into, such as /t/debug. To see it", Said(Scan() with { Unreadable = 1, FirstUnreadable = "/t/debug" }));
        Assert.Contains("a (0644); 2 folders may not be looked into, such as /t/x?y. To see it", Said(Scan(File("a")) with { Unreadable = 2, FirstUnreadable = "/t/x\ny" }));
    }

    [TestMethod]
    public void PathWithALineBreak_WritesNoLine() => Assert.Contains("a?b (0644)", Said(Scan(File("a\nb"))));

    private static string? Describe(ScanResult scan) => new ForeignEntries(new MadeStep().Step, MadeProfile.Shipped("cargo"), s_names, User).Describe("/t", scan)?.Text;

    private static string Said(ScanResult scan) => Describe(scan)!;

    private static ForeignEntry File(string path) => new("/t/" + path, FileKind.File, 1001, 0x1A4, 1, Obstacle.NotWritable);

    private static ForeignEntry Folder(string path) => new("/t/" + path, FileKind.Directory, 1001, 0x5ED, 2, Obstacle.NotWritable);

    private static FileStatus Root(uint owner, uint mode) => new(FileKind.Directory, default, 1, 1, owner, owner, mode, 2, 0, 0, 0);

    private static ScanResult Scan(params ForeignEntry[] first) => new(
        Root(1001, 0x5FD), 100, first.GroupBy(entry => entry.Owner).ToDictionary(group => group.Key, group => group.LongCount()), first.Length, first, 0, 0, null, IsComplete: true);
}
