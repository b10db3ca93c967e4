using CacheTasks.Outcome;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>Where in the wheel an installed file may come from (the .data directory of a wheel).</summary>
[TestClass]
public class WheelLayoutTests
{
    private static readonly InstalledWheel s_wheel = new("/env/lib/python3.11/site-packages", "demo-1.0.dist-info");

    [TestMethod]
    public void FileInSitePackages_IsThereOrInALibrary() => AssertLines.Equal(
        ["demo/core.py", "demo-1.0.data/purelib/demo/core.py", "demo-1.0.data/platlib/demo/core.py", "demo-1.0.data/data/demo/core.py"],
        WheelLayout.Sources(s_wheel, "demo/core.py"));

    [TestMethod]
    public void FileInBin_IsAScriptOrData() => AssertLines.Equal(
        ["demo-1.0.data/scripts/demo", "demo-1.0.data/data/bin/demo"], WheelLayout.Sources(s_wheel, "../../../bin/demo"));

    [TestMethod]
    public void FileInInclude_IsAHeaderOrData() => AssertLines.Equal(
        ["demo-1.0.data/headers/sub/demo.h", "demo-1.0.data/data/include/site/python3.11/demo/sub/demo.h"],
        WheelLayout.Sources(s_wheel, "../../../include/site/python3.11/demo/sub/demo.h"));

    [TestMethod]
    public void FileInShare_IsData() =>
        AssertLines.Equal(["demo-1.0.data/data/share/man/demo.1"], WheelLayout.Sources(s_wheel, "../../../share/man/demo.1"));

    // A package that has a folder of this name itself.
    [TestMethod]
    public void BinInSitePackages_IsAFileOfThePackage() =>
        Assert.AreEqual("bin/tool.py", WheelLayout.Sources(s_wheel, "bin/tool.py").First());
}
