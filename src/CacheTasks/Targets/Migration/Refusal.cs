using CacheTasks.Colocation;
using CacheTasks.Diagnostics;

namespace CacheTasks.Targets.Migration;

/// <summary>Why a target is not moved, and what the user can do: 2007.</summary>
internal static class Refusal
{
    public static MigrationResult Of(string source, string reason, string advice, MigrationState state = MigrationState.Refused) =>
        new(state, [], [new Finding(Rules.MigrationRefused, $"{source} is not moved: {reason}. {advice}")]);

    /// <summary>Not now: somebody is at work there.</summary>
    public static MigrationResult Busy(string source, string reason) => Of(source, reason, MigrationText.Again, MigrationState.Busy);

    /// <summary>Of something that stopped half way and was undone.</summary>
    public static MigrationResult Of(string source, TreeFault fault, string where) => fault.IsNoSpace
        ? Of(source, $"{fault}: the {(fault.Errno == Platform.Errno.EDQUOT ? "quota is" : "space or the inodes are")} used up", $"To see it: `df -h {ShellText.Quote(where)}; df -i {ShellText.Quote(where)}; quota -s`. The copy that had begun is removed. Free space there, or set another SharedRoot.")
        : Of(source, fault.ToString(), $"To see it: `ls -ld {ShellText.Quote($"{source}/{fault.Path}")}`. Repair or remove that, or move the directory by hand.");
}
