using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>A cache that belongs to somebody else. The superuser may write everywhere, so the build runs as another user.</summary>
[TestClass]
public sealed class NotWritableTests(TestContext context) : BuildTest(context)
{
    private const string Nobody = "65534";

    [TestMethod]
    public void CacheOfSomebodyElse_IsAWarning()
    {
        var sync = Step.Uv(command: "true");
        var consumer = With(sync).Write();
        var cache = Directory.CreateDirectory(consumer.PathOf("their-cache/archive-v0")).Parent!.FullName;
        // uv itself refuses such a cache; an environment that is up to date keeps the step quiet.
        Directory.CreateDirectory(consumer.PathOf("python/.venv"));
        File.WriteAllText(consumer.PathOf("python/.venv/pyvenv.cfg"), "");
        BecomeNobody(consumer.Set("UV_CACHE_DIR", cache));
        new Command("chmod", "-R", "a-w", cache).Run().OrFail();

        var build = consumer.Build();

        Says(build, consumer.At(sync, "1014"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(build.Ran(sync));
        Assert.Contains(cache, build.TheOnly("1014").Text);
        Assert.AreEqual("EACCES", build.Record(sync)["planned.fails.errno"]);
    }

    private static void BecomeNobody(Consumer consumer)
    {
        if (Environment.UserName != "root")
            return;

        // What others own must be open to them, up to the root.
        new Command("chown", "-R", $"{Nobody}:{Nobody}", consumer.Root).Run().OrFail();
        new Command("chmod", "-R", "a+rwX", RunFolder.Instance.Packages, RunFolder.Instance.DotnetHome).Run().OrFail();
        new Command("chmod", "a+rx", RunFolder.Instance.Location).Run().OrFail();
        consumer.Launcher = ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "dotnet"];
        foreach (var needed in new[] { typeof(NotWritableTests).Assembly.Location, Uv.Find("0.13.8").Path, PythonInterpreter.Path })
            if (!new Command("setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "test", "-r", needed).Run().Succeeded)
                Assert.Inconclusive($"another user cannot read {needed}");
    }
}
