using CacheTasks.Outcome;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>The repair is a command that can be pasted, whatever the tool and the names.</summary>
[TestClass]
public class IncompleteTextTests
{
    [TestMethod]
    [DataRow("uv", "/src/.venv/lib/python3.11/site-packages", "uv sync --inexact --reinstall-package demo --reinstall-package other")]
    [DataRow("uv-pip", "/src/.venv/lib/python3.11/site-packages", "uv pip install --python /src/.venv --reinstall-package demo demo==1.0 --reinstall-package other other==2.0")]
    [DataRow("uv-pip", "/src/my packages", "uv pip install --target '/src/my packages' --reinstall-package demo demo==1.0 --reinstall-package other other==2.0")]
    [DataRow("uv-tool", "/tools/black/lib/python3.11/site-packages", "uv tool install --reinstall black")]
    public void SeveralPackages_AreOneCommand(string tool, string site, string command) => Assert.Contains(
        $" Repair in the step's folder: `{command}`, with the options of the step's own command (--extra, --group, --with). ", Describe(tool, Wheel(site, "demo-1.0"), Wheel(site, "other-2.0")));

    [TestMethod]
    public void SeveralTools_AreOneCommandEach() => Assert.Contains(
        "`uv tool install --reinstall black && uv tool install --reinstall ruff`",
        Describe("uv-tool", Wheel("/tools/black/lib/python3.11/site-packages", "demo-1.0"), Wheel("/tools/ruff/lib/python3.11/site-packages", "demo-1.0")));

    [TestMethod]
    public void TargetThatTheStepIsTold_IsToldToTheRepair()
    {
        var step = new MadeStep(("Tool", "uv"), ("EnvironmentVariables", "UV_PROJECT_ENVIRONMENT=/tmp/my env;UV_LINK_MODE=copy")).Step;

        Assert.Contains("`UV_PROJECT_ENVIRONMENT='/tmp/my env' uv sync --inexact --reinstall-package demo`", new IncompleteText(step, MadeProfile.Shipped("uv")).Describe([Wheel("/env", "demo-1.0")]).Text);
    }

    [TestMethod]
    public void ProfileWithoutARepair_SaysToInstallAgain() => Assert.Contains(
        " Remove what is left of it and install it again. ", new IncompleteText(new MadeStep(("Tool", "own")).Step, MadeProfile.Of()).Describe([Wheel("/env", "demo-1.0")]).Text);

    [TestMethod]
    public void ManyFilesAndPackages_AreCounted()
    {
        var many = Enumerable.Range(0, 8).Select(number => Wheel("/env", $"p{number}-1.0", [.. Enumerable.Range(0, 1_200).Select(file => $"f{file}.py")])).ToArray();

        var text = Describe("uv", many);

        Assert.StartsWith("8 installed packages are not whole, and uv takes them for installed: p0 1.0 lacks 1,200 of 2,000 (f0.py, f1.py, f2.py, f3.py, f4.py, …), ", text);
        Assert.Contains("; and 3 more. ", text);
        Assert.DoesNotContain("f5.py", text);
    }

    [TestMethod]
    public void FileThatWasCutShort_IsShownByItsSizes()
    {
        using var folder = new TestSupport.TemporaryDirectory("short");
        Directory.CreateDirectory(folder["demo-1.0.dist-info"]);
        File.WriteAllText(folder["demo-1.0.dist-info", "RECORD"], "my file.py,sha256=x,900\n");
        File.WriteAllText(folder["my file.py"], "1234");
        var wheel = new IncompleteWheel(new InstalledWheel(Path.GetDirectoryName(folder["x"])!, "demo-1.0.dist-info"), [], 26, IsFinished: false) { Short = [new ShortFile("my file.py", 4, 900)] };

        var text = Describe("uv", wheel);

        Assert.Contains(": demo 1.0 has 1 of 26 cut short (my file.py 4 of 900 bytes), its installation stopped half way. ", text);
        var shown = new TestSupport.Command("sh", "-c", text.Split("see it: `")[1].Split('`')[0]).Run().OrFail().StandardOutput;
        Assert.AreEqual("4 ./my file.py\nmy file.py,sha256=x,900", shown.Trim());
        Assert.Contains("\"short\":[\"my file.py 4 of 900 bytes\"],\"files\":1", new IncompleteText(new MadeStep().Step, MadeProfile.Shipped("uv")).ToJson([wheel]).ToJsonString());
    }

    [TestMethod]
    public void NamesThatWriteLines_AreMadeHarmless()
    {
        var wheel = Wheel("/env", "demo-1.0", "a\nb.py");

        Assert.DoesNotContain("\n", Describe("uv", wheel));
        Assert.AreEqual(
            """[{"package":"demo 1.0","missing":["a\nb.py"],"files":1,"repair":"uv sync --inexact --reinstall-package demo"}]""",
            new IncompleteText(new MadeStep().Step, MadeProfile.Shipped("uv")).ToJson([wheel]).ToJsonString());
    }

    private static IncompleteWheel Wheel(string site, string name, params string[] missing) =>
        new(new InstalledWheel(site, name + ".dist-info"), missing.Length == 0 ? ["x.py"] : missing, 2_000, IsFinished: true);

    private static string Describe(string tool, params IncompleteWheel[] wheels) =>
        new IncompleteText(new MadeStep(("Tool", tool)).Step, MadeProfile.Shipped(tool)).Describe(wheels).Text;
}
