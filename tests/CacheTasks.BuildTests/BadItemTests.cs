using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Mistakes in the CacheStep item. The steps do not depend on them, and run.</summary>
[TestClass]
public sealed class BadItemTests(TestContext context) : BuildTest(context)
{
    private static readonly Step s_step = Step.Uv();

    [TestMethod]
    public void Mistakes_EachIsSaidAtItsOwnItem() => Warns(
        (Named("NoTool").With("Tool", "uvv"), "0001", ["'uvv'", "mean uv?"]),
        (Named("Mode").With("LinkMode", "fast"), "0002", ["LinkMode=\"fast\"", "auto", "clone", "hardlink", "symlink", "copy"]),
        (Named("Need").With("Require", "maybe"), "0002", ["Require=\"maybe\"", "link", "any"]),
        (Named("Place").With("Placement", "here"), "0002", ["Placement=\"here\"", "keep"]),
        (Named("Layout").With("TargetLayout", "flat"), "0002", ["TargetLayout=\"flat\"", "checkout", "workspace", "user"]));

    [TestMethod]
    public void MisspeltMetadata_NamesTheNearest() => Warns(
        (Named("One").With("LinkMod", "copy"), "0002", ["LinkMod", "LinkMode"]),
        (Named("Two").With("WorkingDir", "python"), "0002", ["WorkingDir", "WorkingDirectory"]),
        (Named("Three").With("cachedirektory", "cache"), "0002", ["cachedirektory", "CacheDirectory"]));

    [TestMethod]
    public void WorkingDirectory_IsMissingOrAFile() => Warns(
        (Named("Missing").With("WorkingDirectory", "pyhton"), "0006", ["pyhton"]),
        (Named("File").With("WorkingDirectory", "Class.cs"), "0006", ["Class.cs"]),
        (Named("BelowAFile").With("WorkingDirectory", "Class.cs/python"), "0006", ["Class.cs"]));

    [TestMethod]
    public void NoSuchTarget_NamesTheNearest() => Warns(
        (s_step with { Name = "SyncPyton", Target = "SyncPython" }, "0002", ["SyncPyton", "SyncPython"]));

    [TestMethod]
    public void ValuesInAnyCase_AreUnderstood()
    {
        var sync = Step.Uv().With("linkmode", "CoPy").With("REQUIRE", "Any") with { Tool = "UV" };

        var build = With(sync).Build();

        SucceedsSilently(build);
        Assert.AreEqual("copy", build.Record(sync)["planned.mode"]);
    }

    [TestMethod]
    public void SeveralMistakesInOneItem_AreAllSaid()
    {
        var step = s_step.With("LinkMode", "fast").With("Require", "maybe").With("Placment", "keep");
        var consumer = With(step);

        var build = consumer.Build();

        Says(build, consumer.At(step, "0002"), consumer.At(step, "0002"), consumer.At(step, "0002"));
    }

    [TestMethod]
    public void SeventeenSteps_OneIsTooMany()
    {
        var steps = Enumerable.Range(1, 17)
            .Select(number => Step.Uv($"Sync{number:00}", "python") with { Sources = number == 1 ? Sources.Python : null }).ToArray();
        var consumer = With(steps);

        var build = consumer.Build();

        var left = steps.Single(step => !File.Exists(build.RecordPath(step)));
        Says(build, consumer.At(left, "0002"));
        Assert.Contains("16", build.TheOnly("0002").Text);
        Assert.IsTrue(Array.TrueForAll(steps, build.Ran));
    }

    [TestMethod]
    public void OneTargetTwoValues()
    {
        var (one, two) = (s_step.With("LinkMode", "copy"), s_step.With("LinkMode", "hardlink") with { Target = null, Sources = null });
        var consumer = With(one, two);

        var build = consumer.Build();

        // What the second item planned did not happen, which is said as well.
        Assert.AreEqual("CACHETASKS0005 CACHETASKS4001", string.Join(' ', build.Diagnostics.Select(diagnostic => diagnostic.Code)));
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
        Assert.Contains(value, build.TheOnly("0002").Text);
        Assert.IsTrue(build.Ran(s_step));
    }

    private static Step Named(string name) => s_step with { Name = name, Target = name, Sources = null };

    private void Warns(params IReadOnlyList<(Step Step, string Code, string[] Parts)> mistakes)
    {
        var consumer = With([.. mistakes.Select(mistake => mistake.Step)]);
        Sources.Python(consumer.Root, consumer.PathOf("python"), "any");

        var build = consumer.Build();

        Says(build, [.. mistakes.Select(mistake => consumer.At(mistake.Step, mistake.Code))]);
        Assert.AreEqual(0, build.ExitCode);
        foreach (var (step, _, parts) in mistakes)
        {
            Assert.IsTrue(build.Ran(step), step.Name);
            var text = build.Diagnostics.Single(diagnostic => diagnostic.Text.StartsWith(step.Name + ": ", StringComparison.Ordinal)).Text;
            foreach (var part in parts)
                Assert.Contains(part, text);
        }
    }
}
