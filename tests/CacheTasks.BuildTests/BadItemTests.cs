using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Mistakes in the CacheStep item. The step does not depend on them, and runs.</summary>
[TestClass]
public sealed class BadItemTests(TestContext context) : BuildTest(context)
{
    private static readonly Step s_step = Step.Uv(command: "true");

    [TestMethod]
    public void UnknownTool_NamesTheNearest() =>
        Warns(s_step with { Tool = "uvv" }, "0001", "uvv", "uv");

    [TestMethod]
    [DataRow("LinkMode", "fast", "auto", "clone", "hardlink", "symlink", "copy")]
    [DataRow("Require", "maybe", "link", "any")]
    [DataRow("Placement", "here", "keep", "colocate", "fixed")]
    [DataRow("TargetLayout", "flat", "checkout", "workspace", "user")]
    public void UnknownValue_NamesTheValidOnes(string metadata, string value, params string[] valid) =>
        Warns(s_step.With(metadata, value), "0002", [metadata, value, .. valid]);

    [TestMethod]
    [DataRow("LinkMod", "LinkMode")]
    [DataRow("WorkingDir", "WorkingDirectory")]
    [DataRow("cachedirektory", "CacheDirectory")]
    public void MisspeltMetadata_NamesTheNearest(string misspelt, string meant) =>
        Warns(s_step.With(misspelt, "copy"), "0002", misspelt, meant);

    [TestMethod]
    public void ValuesInAnyCase_AreUnderstood()
    {
        var sync = Step.Uv().With("linkmode", "CoPy").With("REQUIRE", "Any") with { Tool = "UV" };

        var build = With(sync).Build();

        SucceedsSilently(build);
        Assert.AreEqual("copy", build.Record(sync)["planned.mode"]);
    }

    [TestMethod]
    public void SeveralMistakes_AreSaidInOneBuild()
    {
        var step = s_step.With("LinkMode", "fast").With("Require", "maybe").With("Placment", "keep");
        var consumer = With(step);

        var build = consumer.Build();

        Says(build, consumer.At(step, "0002"), consumer.At(step, "0002"), consumer.At(step, "0002"));
    }

    [TestMethod]
    public void WorkingDirectoryMissing() =>
        Warns(s_step.With("WorkingDirectory", "pyhton"), "0006", "pyhton");

    [TestMethod]
    public void WorkingDirectoryIsAFile() =>
        Warns(s_step.With("WorkingDirectory", "Class.cs"), "0006", "Class.cs");

    [TestMethod]
    public void NoSuchTarget_NamesTheNearest() =>
        Warns(s_step with { Name = "SyncPyton", Target = "SyncPython" }, "0002", "SyncPyton", "SyncPython");

    [TestMethod]
    public void SeventeenSteps_TheLastIsTooMany()
    {
        var steps = Enumerable.Range(1, 17)
            .Select(number => Step.Uv($"Sync{number:00}", "python", "true") with { Sources = number == 1 ? Sources.Python : null }).ToArray();
        var consumer = With(steps);

        var build = consumer.Build();

        Says(build, consumer.At(steps[16], "0002"));
        Assert.Contains("16", build.TheOnly("0002").Text);
        Assert.IsTrue(Array.TrueForAll(steps, build.Ran));
        Assert.IsTrue(File.Exists(build.RecordPath(steps[15])));
    }

    [TestMethod]
    public void OneTargetTwoValues()
    {
        var (one, two) = (s_step.With("LinkMode", "copy"), s_step.With("LinkMode", "hardlink") with { Target = null, Sources = null });
        var consumer = With(one, two);

        var build = consumer.Build();

        Assert.AreEqual("CACHETASKS0005", string.Join(' ', build.Diagnostics.Select(diagnostic => diagnostic.Code)));
        Assert.Contains("UV_LINK_MODE", build.TheOnly("0005").Text);
        Assert.IsTrue(build.Ran(one));
    }

    [TestMethod]
    [DataRow("AskTimeout", "soon")]
    [DataRow("LinkBehaviour", "[1.0,): fast")]
    [DataRow("SupportedVersions", "new")]
    public void BadProfile_IsSaidAtTheStep(string metadata, string value)
    {
        var consumer = With(s_step).Item($"""<CacheTool Update="uv" {metadata}="{value}" />""");

        var build = consumer.Build();

        Says(build, consumer.At(s_step, "0002"));
        Assert.Contains(metadata, build.TheOnly("0002").Text);
        Assert.IsTrue(build.Ran(s_step));
    }

    private void Warns(Step step, string code, params string[] parts)
    {
        var consumer = With(step);

        var build = consumer.Build();

        Says(build, consumer.At(step, code));
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(build.Ran(step));
        foreach (var part in parts)
            Assert.Contains(part, build.TheOnly(code).Text);
    }
}
