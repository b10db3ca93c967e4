using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>What is said when a step did something else than planned.</summary>
[TestClass]
public sealed class OutcomeCheckTests : IDisposable
{
    private const string Metadata = "demo-1.0.dist-info/METADATA";

    private readonly WheelFolders _folders = new();

    public OutcomeCheckTests() => _folders.AddToCache("demo/core.py", "print('core')");

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void LinksAsPlanned_AreNotSpokenOf()
    {
        Install(linked: true);

        AssertSaid("", Check("hardlink"));
    }

    [TestMethod]
    public void CopiesInsteadOfLinks_Are4001()
    {
        Install(linked: false);

        AssertSaid(
            "CACHETASKS4001 2 of 2 files were copied, 23 bytes, though hard link was planned (demo-1.0). If the step's command says --link-mode or --cache-dir, say the same as LinkMode or CacheDirectory on the CacheStep.",
            Check("hardlink"));
    }

    [TestMethod]
    public void CopiesAsPlanned_AreNotSpokenOf()
    {
        Install(linked: false);

        AssertSaid("", Check("copy"));
    }

    [TestMethod]
    [DataRow("clone", "clone was planned")]
    [DataRow("copy", "copy was planned")]
    public void HardLinksInsteadOfOtherModes_Are4002(string planned, string words)
    {
        Install(linked: true);

        AssertSaid(
            $"CACHETASKS4002 most files came by hard link, though {words}: 2 hard links, 1 own. If the step's command says --link-mode, say the same as LinkMode on the CacheStep.",
            Check(planned));
    }

    [TestMethod]
    public void PackagesOfAnotherCache_Are4002()
    {
        _folders.WriteInstalled(Metadata, "Name: other");
        _folders.Record(Metadata);

        var check = Check("hardlink");

        Assert.IsNull(check.Counts);
        AssertSaid(
            $"CACHETASKS4002 1 of 1 installed packages did not come from {_folders.Cache} (demo-1.0): the step's own command uses another cache (--cache-dir, --no-cache). Set CacheDirectory on the CacheStep to what the command says.",
            check);
    }

    [TestMethod]
    public void StepThatDidNotRun_IsNotSpokenOf()
    {
        Install(linked: false);

        var check = Check("hardlink", hasRun: false);

        Assert.IsNull(check.Counts);
        AssertSaid("", check);
    }

    [TestMethod]
    [DataRow(true, "CACHETASKS4002 the step did not use the target {0}: there is no pyvenv.cfg in it. If the step's command names another target, set TargetDirectory on the CacheStep to the same.")]
    [DataRow(null, "", DisplayName = "it cannot be told whether it ran")]
    public void TargetThatIsStillMissing_WasNotUsed(bool? hasRun, string text) =>
        AssertSaid(text.Replace("{0}", _folders.Target, StringComparison.Ordinal), Check("hardlink", hasRun));

    [TestMethod]
    public void NothingToInstall_IsNotSpokenOf()
    {
        _folders.WriteInstalled("../../../pyvenv.cfg", "");

        AssertSaid("", Check("hardlink", hasRun: true));
    }

    private void Install(bool linked)
    {
        foreach (var file in new[] { "demo/core.py", Metadata })
        {
            (linked ? (Action<string>)_folders.Link : _folders.Copy)(file);
        }
        _folders.Record("demo/core.py", Metadata);
    }

    private OutcomeCheck Check(string planned, bool? hasRun = null)
    {
        var step = new MadeStep(
            ("Tool", "uv"), ("CacheDirectory", _folders.Cache), ("TargetDirectory", _folders.Target), ("Planned", planned), ("Modes", MadeVerdict.Hardlinks.Encode())).Step;
        return OutcomeCheck.Of(FileSystem.Current!, step, MadeProfile.Shipped("uv"), hasRun);
    }

    private static void AssertSaid(string text, OutcomeCheck check) =>
        Assert.AreEqual(text, string.Join("\n", check.Findings.Select(finding => $"{finding.Rule} {finding.Text}")));
}
