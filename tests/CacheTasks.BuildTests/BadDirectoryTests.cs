using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Caches and targets that cannot be what they should be.</summary>
[TestClass]
public sealed class BadDirectoryTests(TestContext context) : BuildTest(context)
{
    // uv itself would refuse such a directory, so the step does something else.
    private static readonly Step s_step = Step.Uv(command: "true");

    [TestMethod]
    [DataRow("Class.cs", DisplayName = "a file")]
    [DataRow("Class.cs/cache", DisplayName = "below a file")]
    [DataRow("dangling", DisplayName = "a dangling symlink")]
    public void CacheOfTheUser(string cache)
    {
        var consumer = With(s_step).Write();
        Warns(consumer.Set("UV_CACHE_DIR", consumer.PathOf(cache)), (s_step, cache));
    }

    [TestMethod]
    public void CacheOfTheItem()
    {
        var caches = new[] { "Class.cs", "dangling", new string('x', 4000), string.Join('/', Enumerable.Repeat("folder-of-20-letters", 200)) };
        var steps = caches.Select((cache, number) =>
            (Step.Uv($"Sync{number}", command: "true") with { Sources = number == 0 ? Sources.Python : null }).With("CacheDirectory", cache)).ToArray();

        Warns(With(steps).Write(), [.. steps.Zip(caches)]);
    }

    [TestMethod]
    public void TargetIsAFile()
    {
        var consumer = With(s_step).Write();
        File.WriteAllText(consumer.PathOf("python/.venv"), "");

        Says(consumer.Build(), consumer.At(s_step, "0006"));
    }

    private static void Warns(Consumer consumer, params IReadOnlyList<(Step Step, string Cache)> expected)
    {
        File.CreateSymbolicLink(consumer.PathOf("dangling"), "nowhere/at/all");

        var build = consumer.Build();

        Says(build, [.. expected.Select(pair => consumer.At(pair.Step, "0006"))]);
        Assert.AreEqual(0, build.ExitCode);
        foreach (var (step, cache) in expected)
        {
            Assert.IsTrue(build.Ran(step));
            var text = build.Diagnostics.Single(diagnostic => diagnostic.Text.StartsWith(step.Name + ": ", StringComparison.Ordinal)).Text;
            Assert.Contains(cache[..Math.Min(cache.Length, 20)], text);
        }
    }
}
