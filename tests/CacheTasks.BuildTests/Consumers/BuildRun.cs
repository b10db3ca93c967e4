using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>One <c>dotnet build</c>, as a user types it, with our logger and a binlog beside the console's.</summary>
public static class BuildRun
{
    public static BuildResult Of(Consumer consumer, string project, int number, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        var log = Path.Combine(consumer.Root, $"build{number}.log");
        var binlog = Path.Combine(consumer.Root, $"build{number}.binlog");
        var ended = new Command(consumer.Launcher[0],
            // The bare name: MSBuild takes a semicolon in an argument for a separator.
            [.. consumer.Launcher.Skip(1), "build", Path.GetFileName(project), "-tl:off", "-v:m", "-clp:NoSummary", "-bl:" + binlog, $"-nr:{consumer.ReusesNodes}",
                $"-logger:{typeof(RecordingLogger).FullName},{typeof(RecordingLogger).Assembly.Location};{log}", .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            Environment = consumer.Environment,
        }.Run();
        return new BuildResult(consumer, ended, BuildLog.Read(log), binlog);
    }
}
