using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>Why a package was copied, and what the line makes of it.</summary>
[TestClass]
public sealed class CopiedPackageTests : IDisposable
{
    private const uint Me = 1000;
    private static readonly FileStatus s_copy = new(FileKind.File, new Device(8, 1), 7, 1, Me, Me, 0x1A4, 1, 4, 0, 0);

    private readonly WheelFolders _folders = new();

    public CopiedPackageTests()
    {
        _folders.AddToCache("demo/core.py", new string('x', 2_000_000));
        _folders.Copy("demo/core.py");
        _folders.Copy("demo-1.0.dist-info/METADATA");
        _folders.Record("demo/core.py", "demo-1.0.dist-info/METADATA");
    }

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void OtherFilesystem_IsTheCauseOfAll() =>
        AssertWhy("different filesystems (CACHETASKS1001)", MadeVerdict.TwoFilesystems, LinkMode.Copy);

    [TestMethod]
    public void MixedOwners_AreTheCauseOfTheirPlan() =>
        AssertWhy(
            "mixed owners: the tool will fail half way (CACHETASKS1025)",
            MadeVerdict.Hardlinks with { Hardlink = ModeResult.Works with { Breaks = new Break(Errno.EPERM, Rules.MixedOwners) } }, LinkMode.Copy);

    [TestMethod]
    public void CopiesAsAsked_AreSaidToBe() => AssertWhy("copies were asked for", MadeVerdict.Hardlinks, LinkMode.Copy);

    [TestMethod]
    public void CopiesThatNothingExplains_AreSaidToBe() =>
        AssertWhy("nothing in the cache explains it; the command may say --link-mode or --cache-dir", MadeVerdict.Hardlinks, LinkMode.Hardlink);

    [TestMethod]
    public void ImmutableFile_IsACause() => AssertBar("a.py is immutable 1012", s_copy with { Attributes = InodeAttributes.Immutable });

    [TestMethod]
    public void FullFile_IsACause() => AssertBar("a.py has 65,000 links 1016", s_copy with { Links = 65_000 });

    [TestMethod]
    [DataRow(0x1A4u, "a.py belongs to user 1001, mode 0644 1010")]
    [DataRow(0x1B6u, "", DisplayName = "writable, so it can be linked")]
    public void ForeignFile_IsACause(uint mode, string expected) => AssertBar(expected, s_copy with { Owner = 1001, Mode = mode });

    [TestMethod]
    public void OtherDevice_IsACause() => AssertBar("a.py is on another device 1001", s_copy with { Device = new Device(8, 2) });

    [TestMethod]
    public void OwnFile_IsNone() => AssertBar("", s_copy);

    [TestMethod]
    public void Line_SaysCostAndCause()
    {
        var outcome = Read();

        Assert.AreEqual(
            "2 copies, 1 own; 2.0 MB written, about 0.01 s lost: different filesystems, see CACHETASKS1001",
            OutcomeText.Of(outcome.Counts, CopiedPackage.Of(outcome.Copied, MadeVerdict.TwoFilesystems, LinkMode.Copy), outcome.Compared, 0));
    }

    // The measured case itself, in docs/outcome.md.
    [TestMethod]
    [DataRow(6_100, 147_000_000L, 0.36)]
    [DataRow(0, 0L, 0)]
    [DataRow(12_900, 1_500_000_000L, 2.2)]
    public void SecondsLost_AreThoseOfTheMeasuredRates(int files, long bytes, double seconds) => Assert.AreEqual(seconds, LinkRates.SecondsLost(files, bytes), 0.011);

    private static void AssertBar(string expected, FileStatus cached)
    {
        var bar = LinkBar.Find("a.py", s_copy, cached, Me);

        Assert.AreEqual(expected, bar is null ? "" : $"{bar.Text} {bar.Rule.Number}");
    }

    private void AssertWhy(string why, Verdict verdict, LinkMode planned) => Assert.AreEqual(
        $$"""{"package":"demo 1.0","files":2,"bytes":2000010,"why":"{{why}}"}""", CopiedPackage.Of(Read().Copied, verdict, planned).Single().ToJson().ToJsonString());

    private PythonOutcome Read() => PythonOutcome.Read(FileSystem.Current!, new OutcomeQuestion(_folders.Target, _folders.Cache, "archive-v*", ["RECORD"], 0) { ClonesWork = false });
}
