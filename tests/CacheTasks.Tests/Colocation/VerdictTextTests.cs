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
    [DataRow("clone=works;hardlink=works;symlink=works;copy=works;cache=Somehow EROFS 1015", DisplayName = "no such operation")]
    [DataRow("clone=works;hardlink=works;symlink=works;copy=works;clone=works", DisplayName = "twice")]
    public void OtherText_IsAFormatError(string text) => Assert.ThrowsExactly<FormatException>(() => Verdict.Decode(text));
}
