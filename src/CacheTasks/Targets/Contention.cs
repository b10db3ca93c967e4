using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>2004: locks of a target that the step would have to wait for, and who holds them.</summary>
internal sealed class Contention(Step step, ToolProfile profile, ProcessText text, BuildFamily family)
{
    private const int MostShown = 3;

    /// <summary>Null when the step can start at once, whichever profile it builds.</summary>
    public Finding? Describe(string target, IReadOnlyList<HeldLock> locks)
    {
        var blocking = Blocking(locks);
        if (blocking.Count == 0)
        {
            return null;
        }
        // One process has several lock files of a profile.
        var places = blocking.SelectMany(held => held.Holders.Select(row => (row.ProcessId, held.File.Place))).Distinct()
            .GroupBy(pair => pair.ProcessId, pair => pair.Place).ToList();
        var who = string.Join("; ", places.Take(MostShown).Select(group => $"{text.Of(group.Key)}, {string.Join(", ", group)}")) + (places.Count > MostShown ? "; …" : "");
        var waiting = blocking.SelectMany(held => held.Waiting).Select(row => row.ProcessId).Distinct().Count();
        return new Finding(
            Rules.Locked,
            $"the step waits if it builds the same profile: the target {target} is locked by {who}{(waiting > 0 ? $"; {waiting} {(waiting == 1 ? "process waits" : "processes wait")} already" : "")}. {Check(blocking[0])} {WayOut(step)}",
            places.All(group => family.Has(group.Key)) ? Severity.Message : null);
    }

    /// <summary>The lock and who has it.</summary>
    public string Holder(HeldLock held) =>
        $"{held.File.Place}, {(held.Holders.Count > 0 ? "held by " + text.Of(held.Holders[0].ProcessId) : "whose holder is not shown here")}";

    public static string Check(HeldLock held) => $"To see it: `grep :{held.File.Status.Inode} /proc/locks; ls -i {ShellText.Quote(held.File.Path)}`.";

    private List<HeldLock> Blocking(IReadOnlyList<HeldLock> locks)
    {
        var version = ToolVersions.Find(step.ToolVersion);
        return locks.Where(held => held.Blocks(profile.LocksExclusively(held.File.Name, version))).ToList();
    }

    public static string WayOut(Step step) => step.TargetFrom == StepLine.SharedRoot
        ? "It is this checkout's own target: let one build end before the next begins."
        : OwnTarget.Advice(step);
}
