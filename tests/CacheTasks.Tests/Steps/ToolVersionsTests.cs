using CacheTasks.Steps;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class ToolVersionsTests
{
    [TestMethod]
    [DataRow("uv 0.13.8 (x86_64-unknown-linux-gnu)\n", "0.13.8")]
    [DataRow("cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n", "1.95.0")]
    [DataRow("cargo 1.97.0-nightly (abc 2026-03-21)", "1.97.0-nightly")]
    [DataRow("\n\n pip 24.0 from /usr/lib/python3.11", "24.0.0")]
    [DataRow("v20.11.1", "20.11.1")]
    [DataRow("go version go1.19.8 linux/amd64\n", "1.19.8")]
    [DataRow("\u001b[0mApache Maven 3.8.7\nMaven home: /usr/share/maven", "3.8.7")]
    public void VersionAsToolsPrintIt_IsFound(string text, string version) => Assert.AreEqual(version, ToolVersions.Find(text)!.ToNormalizedString());

    [TestMethod]
    [DataRow("")]
    [DataRow("uv")]
    [DataRow("command not found")]
    [DataRow("warning: old\nuv 0.13.8", DisplayName = "not in the first line")]
    [DataRow("99999999999.1.2", DisplayName = "too large for a version")]
    public void OtherText_HasNone(string text) => Assert.IsNull(ToolVersions.Find(text));

    // The first line of garbage can be megabytes.
    [TestMethod]
    public void VeryLongLine_HasNone() => Assert.IsNull(ToolVersions.Find(new string('1', 1_000_000) + ".2.3"));
}
