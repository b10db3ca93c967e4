using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>Targets that others use too, in real builds; with real users of one group in ForeignTargetTests.</summary>
[TestClass]
public sealed class InspectionTests(TestContext context) : BuildTest(context)
{
    private const string Other = "4001";

    [TestMethod]
    public void TwoCheckoutsWithOneTarget_AreSaid()
    {
        var cargo = Step.Cargo();
        var (one, two) = (With(cargo), With(cargo));
        var target = Path.Combine(one.Root, "shared");
        foreach (var consumer in new[] { one, two })
        {
            Directory.CreateDirectory(consumer.PathOf(".git"));
            consumer.Set("CARGO_TARGET_DIR", target);
        }

        SucceedsSilently(one.Build());
        var build = two.Build();

        Says(build, two.At(cargo, "2009"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.Contains($"the target {target} is used by one other checkout than {two.Location}: {one.Location}. Where names are equal each runs the programs of the one that was built last", build.TheOnly("2009").Text);
    }

    [TestMethod]
    public void TargetForAllCheckouts_IsAMessageWhereItWasChosen()
    {
        var cargo = Step.Cargo();
        var (one, two) = (With(cargo.With("TargetLayout", "user")), With(cargo.With("TargetLayout", "user")));
        var root = Directory.CreateDirectory(Path.Combine(one.Root, "shared"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        foreach (var consumer in new[] { one, two })
        {
            Directory.CreateDirectory(consumer.PathOf(".git"));
            consumer.Property("CacheTasksSharedRoot", root);
        }

        SucceedsSilently(one.Build());
        var build = two.Build();

        Says(build, two.At(cargo, "2009", "message"));
        Assert.AreEqual(0, build.ExitCode);
    }

    [TestMethod]
    public void RootInTheTargetOfAnother_IsSaid()
    {
        if (Environment.UserName != "root")
            Assert.Inconclusive("only root can build into the target of another user");
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        consumer.Build();
        new Command("chown", "-R", Other, consumer.PathOf("native/target")).Run().OrFail();

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "2009"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.Contains($"what is built will belong to root, in the target {consumer.PathOf("native/target")} of user {Other}", build.TheOnly("2009").Text);
    }

    [TestMethod]
    public void BadCount_IsSaid()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo).Property("CacheTasksCountForeign", "all");

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "0002"));
        Assert.AreEqual(0, build.ExitCode);
    }
}
