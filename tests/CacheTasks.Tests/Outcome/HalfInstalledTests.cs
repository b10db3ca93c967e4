using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Outcome;

/// <summary>The real uv fails in the middle of a wheel, calls it installed in the next run, and repairs it by the command of the message.</summary>
[TestClass]
public sealed class HalfInstalledTests
{
    [TestMethod]
    [DataRow("sync", "0.13.8")]
    [DataRow("sync", "0.10.4")]
    [DataRow("pip", "0.13.8")]
    [DataRow("target", "0.13.8")]
    public void PackageThatUvCallsInstalled_IsNamedAndRepaired(string way, string version)
    {
        using var uv = new UvInstallation(way, version);
        uv.Install().OrFail();
        var refused = uv.InstallHalf();
        uv.Install().OrFail();
        Assert.IsFalse(File.Exists(uv.Installed(refused)), "uv installed it after all");

        var said = uv.Check().Findings.Single();

        Assert.AreEqual("CACHETASKS4003", said.Rule.Code);
        Assert.Contains("demo 1.0 lacks ", said.Text);
        Assert.Contains("its installation stopped half way", said.Text);
        uv.Run(said.Text.Split("folder: `")[1].Split('`')[0]).OrFail();
        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
    }

    // uv removes the environment of a tool that it could not install, so that the next run begins anew.
    [TestMethod]
    public void ToolThatCouldNotBeInstalled_LeavesNothingHalf()
    {
        using var uv = new UvInstallation("tool");
        uv.Install().OrFail();

        Assert.IsEmpty(uv.InstallHalf());

        uv.Install().OrFail();
        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
    }

    [TestMethod]
    [DataRow("sync")]
    [DataRow("pip")]
    [DataRow("target")]
    [DataRow("tool")]
    public void FileThatWasRemoved_IsNamedAndRepaired(string way)
    {
        using var uv = new UvInstallation(way);
        uv.Install().OrFail();
        File.Delete(uv.Installed("demo/six.py"));
        uv.Install().OrFail();

        var said = uv.Check().Findings.Single();

        Assert.Contains("demo 1.0 lacks 1 of ", said.Text);
        Assert.Contains("(demo/six.py), removed after it was installed", said.Text);
        Assert.AreNotEqual("", uv.Shell(said.Text.Split("see it: `")[1].Split('`')[0]).StandardError);
        uv.Run(said.Text.Split("folder: `")[1].Split('`')[0]).OrFail();
        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
        Assert.IsTrue(File.Exists(uv.Installed("demo/six.py")));
    }

    [TestMethod]
    [DataRow("0.13.8")]
    [DataRow("0.10.4")]
    public void PackageWithoutInstaller_IsWholeWhateverWasEdited(string version)
    {
        using var uv = new UvInstallation("sync", version);
        uv.Run("UV_NO_INSTALLER_METADATA=1 uv sync --quiet").OrFail();
        Assert.IsFalse(File.Exists(uv.Installed("demo-1.0.dist-info/INSTALLER")));
        File.Delete(uv.Installed("demo/six.py"));
        File.WriteAllText(uv.Installed("demo/six.py"), "");

        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
        File.Delete(uv.Installed("demo/six.py"));
        Assert.Contains("(demo/six.py), removed after it was installed", uv.Check().Findings.Single().Text);
    }

    [TestMethod]
    public void FileThatWasCutShort_IsNamedAndRepaired()
    {
        using var uv = new UvInstallation("sync");
        uv.Install().OrFail();
        uv.InstallHalf();
        var cut = uv.Installed("demo-1.0.dist-info/METADATA");
        var text = File.ReadAllText(cut);
        File.Delete(cut);
        File.WriteAllText(cut, text.Substring(0, text.Length - 1));

        var said = uv.Check().Findings.Single();

        Assert.Contains($" cut short (demo-1.0.dist-info/METADATA {text.Length - 1} of {text.Length} bytes), its installation stopped half way", said.Text);
        uv.Run(said.Text.Split("folder: `")[1].Split('`')[0]).OrFail();
        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
    }

    [TestMethod]
    public void CacheThatWasCleaned_MakesNothingIncomplete()
    {
        using var uv = new UvInstallation("sync");
        uv.Install().OrFail();
        File.AppendAllText(uv.Installed("demo-1.0.dist-info/RECORD"), "demo/never.py,,\n../../../bin/never,,\n");

        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
        uv.Run("uv cache clean --quiet").OrFail();
        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
    }

    [TestMethod]
    public void DistInfoWithoutRecord_IsComparedWithTheArchive()
    {
        using var uv = new UvInstallation("sync");
        uv.Install().OrFail();
        File.Delete(uv.Installed("demo-1.0.dist-info/RECORD"));
        File.Delete(uv.Installed("demo/six.py"));
        uv.Install().OrFail();

        var said = uv.Check().Findings.Single();

        Assert.Contains("demo 1.0 lacks 2 of ", said.Text);
        Assert.Contains("(demo-1.0.dist-info/RECORD, demo/six.py)", said.Text);
    }

    [TestMethod]
    public void DistInfoWithoutMetadata_IsRepairedToo()
    {
        using var uv = new UvInstallation("sync");
        uv.Install().OrFail();
        File.Delete(uv.Installed("demo-1.0.dist-info/METADATA"));
        uv.Install().OrFail();

        var said = uv.Check().Findings.Single();

        Assert.Contains("(demo-1.0.dist-info/METADATA), removed after it was installed", said.Text);
        uv.Run(said.Text.Split("folder: `")[1].Split('`')[0]).OrFail();
        AssertLines.None(uv.Check().Findings.Select(finding => finding.Text));
    }

    [TestMethod]
    public void EnvironmentOfRun_IsCountedInsideTheCache()
    {
        using var uv = new UvInstallation("sync");
        uv.Install().OrFail();
        var before = uv.Now;
        uv.Run("uv run --with beside python -c 'import beside'").OrFail();

        var check = uv.Check(before);

        Assert.AreEqual("0 copies, inside the cache: 1", $"{check.Counts![Arrival.Copy]} copies, inside the cache: {check.Json!["inCache"]}");
        Assert.Contains("; 1 package in an environment inside the cache", check.Line!);
    }

    [TestMethod]
    [DataRow("sync")]
    [DataRow("pip")]
    [DataRow("target")]
    [DataRow("tool")]
    public void Installation_IsCounted(string way)
    {
        using var uv = new UvInstallation(way);
        uv.Install().OrFail();

        var check = uv.Check(since: 0);

        AssertLines.None(check.Findings.Select(finding => finding.Text));
        Assert.IsGreaterThan(10, check.Counts![Arrival.Hardlink]);
        Assert.AreEqual(0, check.Counts[Arrival.Copy]);
        Assert.Contains(" shared", check.Line!);
    }
}
