namespace CacheTasks.BuildTests.Consumers;

/// <summary>A task that a build started; <paramref name="File"/> is where the build script calls it.</summary>
public sealed record TaskRun(string Task, string Target, string Project, string File);
