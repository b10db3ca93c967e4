using CacheTasks.Diagnostics;

namespace CacheTasks.Reports;

/// <summary>All messages of one code and severity: ten thousand of them are one thing to read.</summary>
/// <param name="Messages">With the step that each belongs to, in the order in which they were said.</param>
internal sealed record MessageGroup(Severity Severity, string Code, string Source, IReadOnlyList<(StepSummary Step, ReportedMessage Message)> Messages)
{
    // The source of what CacheExec itself says.
    private const string Command = "CacheExec";

    /// <summary>Such as <c>error CACHETASKS1001 different filesystems</c> or <c>error E0308 (rustc)</c>.</summary>
    public string Title => IsOurs
        ? $"{Name} {Code} {Rule?.Title}".TrimEnd()
        : Code.Length == 0 ? $"{Name} of {Source}" : $"{Name} {Code} ({Source})";

    /// <summary>As MSBuild and SARIF's readers call it.</summary>
    public string Name => Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    public bool IsOurs => Source == nameof(CacheTasks);

    /// <summary>Also those of which only the number is known.</summary>
    public long Total => Messages.Count + Counted;

    /// <summary>Only their number is known: the command said more than CacheExec makes diagnostics of.</summary>
    public long Counted => Messages.Sum(said => (long)said.Message.Repeats);

    public Rule? Rule => Rules.All.FirstOrDefault(rule => rule.Code == Code);

    /// <summary>Where those are that a reader of this many does not see; empty when there are none.</summary>
    public string Beyond(int shown)
    {
        // A note is in no output of usual verbosity.
        var output = Severity == Severity.Message ? "the build's output has them with -v:n" : "the build's output has them";
        string[] parts =
        [
            Messages.Count > shown ? $"{ReportNumbers.Count(Messages.Count - shown)} more are left out here; {output}." : "",
            Counted > 0 ? $"{ReportNumbers.Count(Counted)} more were only counted (MaxDiagnostics of CacheExec); the tool's own text in the build's output has them." : "",
        ];
        return string.Join(" ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The worst first, then as they were first said; that a command ended with an error stands below what its tools say.</summary>
    public static IReadOnlyList<MessageGroup> Of(IReadOnlyList<StepSummary> steps) =>
        steps.SelectMany(step => step.Step.Messages.Select(message => (Step: step, Message: message)))
            .GroupBy(said => (said.Message.Severity, said.Message.Code, said.Message.Source))
            .Select(group => new MessageGroup(group.Key.Severity, group.Key.Code, group.Key.Source, group.ToList()))
            .OrderByDescending(group => group.Severity)
            .ThenBy(group => group.Source == Command)
            .ToList();
}
