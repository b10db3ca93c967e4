using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>The user's ways to raise and lower a diagnostic by its code.</summary>
[TestClass]
public sealed class SeverityTests(TestContext context) : BuildTest(context)
{
    // The quickest way to a warning: the tool is not even looked for.
    private static readonly Step s_unknownTool = new Step("RunNonesuch", "nonesuch", ".", "true") { Sources = null };

    [TestMethod]
    [DataRow("NoWarn", "$(NoWarn);CACHETASKS0001", "message", 0)]
    [DataRow("MSBuildWarningsAsMessages", "CACHETASKS0001", "message", 0)]
    [DataRow("WarningsAsErrors", "CACHETASKS0001", "error", 1)]
    [DataRow("MSBuildWarningsAsErrors", "CACHETASKS0001", "error", 1)]
    [DataRow("WarningsAsErrors", "CACHETASKS0002", "warning", 0)]
    [DataRow("MSBuildTreatWarningsAsErrors", "true", "error", 1)]
    [DataRow("TreatWarningsAsErrors", "true", "warning", 0)]
    public void Property_DecidesTheSeverity(string property, string value, string severity, int exitCode)
    {
        var consumer = With(s_unknownTool).Property(property, value);

        var build = consumer.Build();

        Says(build, consumer.At(s_unknownTool, "0001", severity));
        Assert.AreEqual(exitCode, build.ExitCode);
    }

    [TestMethod]
    public void CommandLine_DecidesTheSeverity()
    {
        var consumer = With(s_unknownTool);

        var build = consumer.Build("-warnaserror:CACHETASKS0001");

        Says(build, consumer.At(s_unknownTool, "0001", "error"));
        Assert.AreEqual(1, build.ExitCode);
    }
}
