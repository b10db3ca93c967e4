using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public class VerdictTextTests
{
    private static readonly ModeResult s_costly = new(ModeOutcome.Costs);

    public static IEnumerable<object[]> Verdicts =>
    [
        [MadeVerdict.Clones], [MadeVerdict.Hardlinks], [MadeVerdict.TwoMounts], [MadeVerdict.TwoFilesystems], [MadeVerdict.ReadOnlyCache],
        [MadeVerdict.FullTarget], [MadeVerdict.ReadOnlyTarget], [MadeVerdict.Hardlinks with { Hardlink = s_costly }],
    ];

    [TestMethod]
    [DynamicData(nameof(Verdicts))]
    public void Verdict_SurvivesAsText(object verdict) => Assert.AreEqual(verdict, Verdict.Decode(((Verdict)verdict).Encode()));

    public static IEnumerable<object[]> Hardlinks =>
    [
        [s_costly with { Cause = Rules.CopyUp }, "costs cause:1009"],
        [ModeResult.Works with { BecomesSymlink = true, Cause = Rules.LinkIsSymlink }, "works symlink:1018"],
        [ModeResult.Works with { NotForAll = true, Errno = Errno.EPERM, Cause = Rules.ForeignOwner }, "works some:1 cause:1010"],
        [ModeResult.Works with { Breaks = new Break(Errno.EPERM, Rules.MixedOwners) }, "works breaks:1:1025"],
        [s_costly with { SharesBlocks = true, NotForAll = true, Errno = Errno.EMLINK, Cause = Rules.CopyUp, Breaks = new Break(new Errno(200), Rules.Unknown) }, "costs shares some:31 cause:1009 breaks:200:1099"],
    ];

    [TestMethod]
    [DynamicData(nameof(Hardlinks))]
    public void EveryWordOfAMode_SurvivesAsText(object result, string text)
    {
        var verdict = MadeVerdict.Clones with { Hardlink = (ModeResult)result };

        Assert.Contains($";hardlink={text};", verdict.Encode());
        Assert.AreEqual(verdict, Verdict.Decode(verdict.Encode()));
    }

    [TestMethod]
    public void WorkInAnEmptyCache_SurvivesAsText()
    {
        var verdict = MadeVerdict.Clones with { CacheWork = [new Blockage(Operation.LockPackage, Errno.EPERM, Rules.UnusableCache), new Blockage(Operation.MoveInCache, Errno.EXDEV, Rules.Sandbox)] };

        Assert.AreEqual(verdict, Verdict.Decode(verdict.Encode()));
        Assert.AreNotEqual(MadeVerdict.Clones, Verdict.Decode(verdict.Encode()));
    }

    [TestMethod]
    public void SymlinkThatCannotBeFollowed_SurvivesAsText()
    {
        var verdict = MadeVerdict.Clones with { Symlink = new ModeResult(ModeOutcome.Fails, Errno.ELOOP, Rules.Unknown) { Breaks = new Break(Errno.ELOOP, Rules.Unknown) } };

        Assert.AreEqual(verdict, Verdict.Decode(verdict.Encode()));
    }

    [TestMethod]
    public void EveryBlockedOperation_SurvivesAsText()
    {
        foreach (var operation in Enum.GetValues<Operation>())
        {
            var verdict = MadeVerdict.Clones with { CacheBlocked = new Blockage(operation, Errno.EXDEV, Rules.UnusableCache) };

            Assert.AreEqual(verdict, Verdict.Decode(verdict.Encode()));
        }
    }

    [TestMethod]
    public void ErrorWithoutAName_SurvivesAsText()
    {
        var odd = MadeVerdict.Hardlinks with
        {
            Hardlink = new ModeResult(ModeOutcome.Fails, new Errno(200), Rules.Unknown),
            TargetBlocked = new Blockage(Operation.WriteToTarget, new Errno(200), Rules.Unknown),
        };

        Assert.AreEqual(odd, Verdict.Decode(odd.Encode()));
    }

    [TestMethod]
    public void Text_CanBeRead() => Assert.AreEqual(
        "clone=fails EOPNOTSUPP 1020;hardlink=fails EXDEV 1002;symlink=works;copy=works;cache=CreateInCache EROFS 1015",
        MadeVerdict.ReadOnlyCache.Encode());

    [TestMethod]
    [DataRow("", DisplayName = "empty")]
    [DataRow("works", DisplayName = "no mode")]
    [DataRow("clone=works;hardlink=works;symlink=works", DisplayName = "no copy")]
    [DataRow("clone=works;hardlink=perhaps;symlink=works;copy=works", DisplayName = "no such outcome")]
    [DataRow("clone=works;hardlink=fails EXDEV;symlink=works;copy=works", DisplayName = "no cause")]
    [DataRow("clone=works;hardlink=works often;symlink=works;copy=works", DisplayName = "no such word")]
    [DataRow("clone=works;hardlink=works breaks:x:1010;symlink=works;copy=works", DisplayName = "no number")]
    [DataRow("clone=works;hardlink=works breaks:1;symlink=works;copy=works", DisplayName = "half a break")]
    [DataRow("clone=works;hardlink=works;symlink=works;copy=works;cache=Somehow EROFS 1015", DisplayName = "no such operation")]
    [DataRow("clone=works;hardlink=works;symlink=works;copy=works;clone=works", DisplayName = "twice")]
    public void OtherText_IsAFormatError(string text) => Assert.ThrowsExactly<FormatException>(() => Verdict.Decode(text));
}
