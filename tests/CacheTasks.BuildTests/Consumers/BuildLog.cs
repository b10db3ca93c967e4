using System.Text.Json;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>What <see cref="RecordingLogger"/> wrote: one JSON object a line.</summary>
public sealed class BuildLog(IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<TaskRun> tasks)
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;

    public IReadOnlyList<TaskRun> Tasks { get; } = tasks;

    public static BuildLog Read(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return new BuildLog(Parse<Diagnostic>(lines, 'D'), Parse<TaskRun>(lines, 'T'));
    }

    public static string Line(Diagnostic diagnostic) => 'D' + JsonSerializer.Serialize(diagnostic);

    public static string Line(TaskRun task) => 'T' + JsonSerializer.Serialize(task);

    private static List<T> Parse<T>(string[] lines, char kind) =>
        [.. lines.Where(line => line[0] == kind).Select(line => JsonSerializer.Deserialize<T>(line[1..])!)];
}
