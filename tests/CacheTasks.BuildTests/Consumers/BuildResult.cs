using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>What one build did, as far as a user can observe it.</summary>
public sealed class BuildResult(Consumer consumer, CommandResult ended, BuildLog log, string binlog)
{
    public int ExitCode => ended.ExitCode;

    /// <summary>The console's text at the verbosity that users see by default.</summary>
    public string Output => ended.StandardOutput + ended.StandardError;

    public string Binlog => binlog;

    public IReadOnlyList<Diagnostic> Diagnostics => log.Diagnostics;

    /// <summary>Everything said with a code of ours, or as a warning or error of anybody: compare the whole of it.</summary>
    public string Said => string.Join('\n', log.Diagnostics.Select(diagnostic => diagnostic.Heading).Order(StringComparer.Ordinal));

    public IReadOnlyList<TaskRun> Tasks => log.Tasks;

    /// <summary>Tasks that the package's own files called.</summary>
    public IReadOnlyList<TaskRun> OurTasks =>
        [.. log.Tasks.Where(task => task.File.StartsWith(RunFolder.Instance.Packages, StringComparison.Ordinal))];

    public bool Ran(Step step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return log.Tasks.Any(task => task.Task == "Exec" && task.Target == step.Target);
    }

    public Diagnostic TheOnly(string code) => log.Diagnostics.Single(diagnostic => diagnostic.Code == "CACHETASKS" + code);

    public string RecordPath(Step step, string framework = "") =>
        Path.Combine(consumer.Location, "obj", "cachetasks", framework, step.Name + ".json");

    /// <summary>The step's record; fails when there is none.</summary>
    public StepRecord Record(Step step, string framework = "") => new(RecordPath(step, framework));

    /// <summary>The lines of an expression given to <see cref="Consumer.Value"/>.</summary>
    public string[] Value(string expression) => File.ReadAllLines(consumer.ValuePath(expression));

    public override string ToString() => ended.ToString();
}
