using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>A wait of the step for a lock of its target.</summary>
/// <param name="Seconds">As long as it was seen.</param>
/// <param name="Lock">Which, in words, and who had it when that was last looked at.</param>
/// <param name="Check">A command that shows it while it lasts.</param>
internal sealed record LockWait(int Seconds, string Lock, string Check)
{
    /// <summary>Longer than the user wants to wait without a word.</summary>
    public bool IsLong { get; init; }

    /// <summary>It was said while it lasted.</summary>
    public bool WasSaid { get; init; }

    /// <summary>The step does not wait any more.</summary>
    public bool IsOver { get; init; }

    /// <summary>2004, while the step waits, or, where that was not possible, afterwards.</summary>
    public Finding Describe(Step step) => new(
        Rules.Locked,
        $"the step {(IsOver ? "waited" : "has been waiting")} {Seconds} s for a lock of the target {step.TargetDirectory}: {Lock}. {(IsOver ? "" : Check + " ")}{Contention.WayOut(step)}");
}
