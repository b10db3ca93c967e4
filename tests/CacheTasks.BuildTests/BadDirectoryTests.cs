using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Caches and targets that cannot be what they should be.</summary>
[TestClass]
public sealed class BadDirectoryTests(TestContext context) : BuildTest(context)
{
    // uv itself would refuse such a directory, so the step does something else.
    private static readonly Step s_step = Step.Uv(command: "true");

    [TestMethod]
    [DataRow(true, DisplayName = "UV_CACHE_DIR")]
    [DataRow(false, DisplayName = "CacheDirectory")]
    public void CacheIsAFile(bool byVariable) => Warns("Class.cs", byVariable);

    [TestMethod]
    [DataRow(true, DisplayName = "UV_CACHE_DIR")]
    [DataRow(false, DisplayName = "CacheDirectory")]
    public void CacheIsADanglingSymlink(bool byVariable) => Warns("dangling", byVariable);

    [TestMethod]
    [DataRow(true, DisplayName = "UV_CACHE_DIR")]
    [DataRow(false, DisplayName = "CacheDirectory")]
    public void CacheNameIsTooLong(bool byVariable) => Warns(new string('x', 4000), byVariable);

    [TestMethod]
    public void CachePathIsTooLong() => Warns(string.Join('/', Enumerable.Repeat("folder-of-20-letters", 200)), byVariable: true);

    [TestMethod]
    public void CacheBelowAFile() => Warns("Class.cs/cache", byVariable: true);

    [TestMethod]
    public void TargetIsAFile()
    {
        var consumer = With(s_step).Write();
        File.WriteAllText(consumer.PathOf("python/.venv"), "");

        Says(consumer.Build(), consumer.At(s_step, "0006"));
    }

    private void Warns(string cache, bool byVariable)
    {
        var step = byVariable ? s_step : s_step.With("CacheDirectory", cache);
        var consumer = With(step).Write();
        File.CreateSymbolicLink(consumer.PathOf("dangling"), "nowhere/at/all");
        if (byVariable)
            consumer.Set("UV_CACHE_DIR", consumer.PathOf(cache));

        var build = consumer.Build();

        Says(build, consumer.At(step, "0006"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(build.Ran(step));
        Assert.Contains(cache[..Math.Min(cache.Length, 20)], build.TheOnly("0006").Text);
    }
}
