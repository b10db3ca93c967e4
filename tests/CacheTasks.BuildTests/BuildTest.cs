using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>Keeps the binlogs of a test that failed, and removes everything else.</summary>
public abstract class BuildTest(TestContext context)
{
    private readonly List<Consumer> _consumers = [];

    [TestCleanup]
    public void Finish()
    {
        if (context.CurrentTestOutcome == UnitTestOutcome.Failed)
            foreach (var build in _consumers.SelectMany(consumer => consumer.Builds))
                Keep(build);
        foreach (var consumer in _consumers)
            consumer.Remove();
    }

    /// <summary>A consumer that this test owns.</summary>
    protected Consumer With(params IReadOnlyList<Step> steps) => Own(Consumer.With(steps));

    protected Consumer Own(Consumer consumer)
    {
        _consumers.Add(consumer);
        return consumer;
    }

    /// <summary>Compares the whole list of what the build said.</summary>
    protected static void Says(BuildResult build, params IReadOnlyList<string> headings)
    {
        ArgumentNullException.ThrowIfNull(build);
        Assert.AreEqual(string.Join('\n', headings.Order(StringComparer.Ordinal)), build.Said);
    }

    protected static void SucceedsSilently(BuildResult build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Says(build);
        Assert.AreEqual(0, build.ExitCode);
    }

    private void Keep(BuildResult build)
    {
        var folder = Directory.CreateDirectory(Repository.Artifacts("test-binlogs"));
        var kept = Path.Combine(folder.FullName, $"{context.TestName}-{Path.GetFileName(build.Binlog)}");
        if (File.Exists(build.Binlog))
            File.Copy(build.Binlog, kept, overwrite: true);
        context.WriteLine($"{build}\nbinlog: {kept}\n{string.Join('\n', build.Diagnostics)}");
    }
}
