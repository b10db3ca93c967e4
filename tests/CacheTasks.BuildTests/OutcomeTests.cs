using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>What is said after a step, and that nothing is said after one that did not run.</summary>
[TestClass]
public sealed class OutcomeTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void StepInvokedByName_IsVerified()
    {
        var sync = Step.Uv();

        var build = With(sync).Build("-t:SyncPython");

        SucceedsSilently(build);
        Assert.AreEqual("0", build.Record(sync)["outcome.copy"]);
    }

    [TestMethod]
    public void ThreeStepsInOneBuild_AreAllVerified()
    {
        var steps = new[] { Step.Uv("SyncA", "a"), Step.Uv("SyncB", "b"), Step.Uv("SyncC", "c") };

        var build = With(steps).Build();

        SucceedsSilently(build);
        CollectionAssert.AreEqual(new[] { "0", "0", "0" }, steps.Select(step => build.Record(step)["outcome.copy"]).ToArray());
    }

    [TestMethod]
    public void OneOfThreeInvokedByName_OnlyThatOneIsVerified()
    {
        var steps = new[] { Step.Uv("SyncA", "a"), Step.Uv("SyncB", "b"), Step.Uv("SyncC", "c") };

        var build = With(steps).Build("-t:SyncB");

        SucceedsSilently(build);
        CollectionAssert.AreEqual(new[] { false, true, false }, steps.Select(step => File.Exists(build.RecordPath(step))).ToArray());
        Assert.AreEqual("0", build.Record(steps[1])["outcome.copy"]);
    }

    [TestMethod]
    public void TargetConditionFalse_NothingIsSaidAfterwards()
    {
        var sync = Step.Uv() with { TargetCondition = "false" };

        var build = With(sync).Build();

        SucceedsSilently(build);
        Assert.IsFalse(build.Ran(sync));
        Assert.AreEqual("(none)", build.Record(sync)["outcome"]);
    }

    [TestMethod]
    public void TargetConditionFalse_AfterABuildThatRan_NothingIsSaid()
    {
        // The environment of the earlier build is evidence of that one only.
        var sync = Step.Uv() with { TargetCondition = "'$(Skip)' != 'true'" };
        var consumer = With(sync);
        consumer.Build();

        var build = consumer.Build("-p:Skip=true");

        SucceedsSilently(build);
        Assert.DoesNotContain("hard links", build.Output);
    }

    [TestMethod]
    public void TargetUpToDate_NothingIsSaidAfterwards()
    {
        var sync = Step.Uv() with { Hook = "BeforeTargets=\"BeforeBuild\" Inputs=\"python/pyproject.toml\" Outputs=\"python/uv.lock\"" };
        var consumer = With(sync);
        consumer.Build();
        Directory.Delete(consumer.PathOf("python/.venv"), recursive: true);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.IsFalse(build.Ran(sync));
        Assert.DoesNotContain("hard links", build.Output);
    }

    [TestMethod]
    public void CommandWithAnotherCache_IsNotAnAllClear()
    {
        var sync = Step.Uv(command: "uv sync --cache-dir ../elsewhere");
        var consumer = With(sync);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "4002"));
        Assert.Contains("SyncPython: ", build.TheOnly("4002").Text);
    }

    [TestMethod]
    public void CommandWithAnotherCache_IsNoticedAlsoWhenOursIsWarm()
    {
        var sync = Step.Uv(command: "uv sync $ELSEWHERE");
        var consumer = With(sync);
        SucceedsSilently(consumer.Build());
        Directory.Delete(consumer.PathOf("python/.venv"), recursive: true);

        var build = consumer.Set("ELSEWHERE", "--cache-dir ../elsewhere").Build();

        Says(build, consumer.At(sync, "4002"));
    }

    [TestMethod]
    public void CommandWithAnotherEnvironment_IsNotAnAllClear()
    {
        var sync = Step.Uv(command: "UV_PROJECT_ENVIRONMENT=other uv sync");
        var consumer = With(sync);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "4002"));
    }

    [TestMethod]
    public void CommandThatCopies_ThoughALinkWasPlanned_Is4001()
    {
        var sync = Step.Uv(command: "uv sync --link-mode copy");
        var consumer = With(sync);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "4001"));
        Assert.AreEqual("0 0", $"{build.Record(sync)["outcome.hardlink"]} {build.Record(sync)["outcome.clone"]}");
    }

    [TestMethod]
    public void CargoWithAnotherTarget_IsNotAnAllClear()
    {
        var cargo = Step.Cargo(command: "cargo build --target-dir elsewhere");
        var consumer = With(cargo);

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "4002"));
    }

    // uv itself says that all is well; what was removed stands for what an installation that failed half way did not bring.
    [TestMethod]
    public void PackageThatIsNotWhole_Is4003_UntilItIsRepaired()
    {
        var sync = Step.Uv(command: "uv sync $REPAIR");
        var consumer = With(sync);
        SucceedsSilently(consumer.Build());
        foreach (var file in Directory.EnumerateFiles(consumer.PathOf("python/.venv/lib"), "INSTALLER", SearchOption.AllDirectories).ToList())
        {
            File.Delete(file);
        }

        var build = consumer.Build();

        Says(build, consumer.At(sync, "4003"));
        Assert.Contains("removed after it was installed", build.TheOnly("4003").Text);
        Assert.Contains("\"repair\": \"uv sync --inexact --reinstall-package ", build.Record(sync)["outcome.incomplete"]);
        SucceedsSilently(consumer.Set("REPAIR", "--reinstall").Build());
        Assert.AreEqual("(none)", build.Record(sync)["outcome.incomplete"]);
    }

    [TestMethod]
    public void StepThatFails_FailsAsItWouldAlone()
    {
        var sync = Step.Uv(command: "uv sync && exit 3");
        var consumer = With(sync);

        var build = consumer.Build();

        Assert.AreEqual("MSB3073", string.Join(' ', build.Diagnostics.Select(diagnostic => diagnostic.Code)));
        Assert.AreEqual(1, build.ExitCode);
    }
}
