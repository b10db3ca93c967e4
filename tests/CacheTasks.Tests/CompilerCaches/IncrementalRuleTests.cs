using CacheTasks.CompilerCaches;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class IncrementalRuleTests
{
    [TestMethod]
    [DataRow("", "Debug", "", null)]
    [DataRow("", "Release", "", "0")]
    [DataRow("", "release", "", "0")]
    [DataRow("auto", "Debug", "CI=true", "0")]
    [DataRow("", "Debug", "CI=false", null)]
    [DataRow("", "Debug", "TF_BUILD=True", "0")]
    [DataRow("", "Debug", "JENKINS_URL=http://ci", "0")]
    [DataRow("on", "Release", "CI=true", "1")]
    [DataRow("off", "Debug", "", "0")]
    [DataRow("perhaps", "Debug", "", null)]
    [DataRow("off", "Release", "CARGO_INCREMENTAL=1", null)]
    public void Value_IsSet(string choice, string configuration, string variable, string? value) =>
        Assert.AreEqual(value, IncrementalRule.Find(choice, configuration, name => variable.Split('=') is [var key, var set] && key == name ? set : null));
}
