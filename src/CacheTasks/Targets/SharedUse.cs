using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>2009: a target that several users, or several checkouts, build into.</summary>
internal sealed class SharedUse(Step step, ToolProfile profile, OwnerNames names, uint user)
{
    private const int MostShown = 3;

    // Whoever chose one target for all checkouts knows what that means.
    private readonly Severity _severity = step.TargetFrom == StepLine.SharedRoot && string.Equals(step.TargetLayout, "user", StringComparison.OrdinalIgnoreCase)
        ? Severity.Message : Severity.Warning;

    /// <summary>Null when all is this user's, or when what others left has been said to be in the way.</summary>
    public Finding? DescribeUsers(string target, ScanResult scan)
    {
        if (scan.Root is not { } root || scan.Obstacles > 0 || scan.Unreadable > 0 || scan.Owners.Count == 0)
        {
            return null;
        }
        if (user == 0 && root.Owner != 0)
        {
            return new Finding(
                Rules.SeveralUsers,
                $"what is built will belong to root, in the target {target} of user {names.Of(root.Owner)}, whose own build may not change it afterwards. Build as that user, or give root a target of its own: set SharedRoot or TargetDirectory.",
                _severity);
        }
        // Files that root left do no harm here, and root is nobody's colleague.
        var others = scan.Owners.Keys.Where(owner => owner != 0).OrderBy(owner => owner).ToList();
        return others.Count == 0 ? null : new Finding(
            Rules.SeveralUsers,
            $"the target {target} is used by {Count(others.Count, "other user")} as well: {List(others.Select(names.Of))}. Each can replace the programs that the others run, {profile.Executable} runs those of the other checkout where names are equal, and one build waits for the other. {WayOut}",
            _severity);
    }

    /// <param name="others">Checkouts whose sources were built into this target; empty: none.</param>
    public Finding? DescribeCheckouts(string target, string own, IReadOnlyList<string> others) => others.Count == 0 ? null : new Finding(
        Rules.SeveralUsers,
        $"the target {target} is used by {Count(others.Count, "other checkout")} than {own}: {List(others)}. Where names are equal each runs the programs of the one that was built last, and one build waits for the other. {WayOut}",
        _severity);

    /// <summary>Another workspace of the same checkout was built into its directory.</summary>
    public Finding DescribeWorkspaces(string target, string own) => new(
        Rules.SeveralUsers,
        $"the target {target} is used by another workspace of {own} as well. Where names are equal each runs the programs of the one that was built last. To see it: `cat {ShellText.Quote(target)}/*/*.d`. Give each workspace a directory: set TargetLayout=\"workspace\".",
        _severity);

    private string WayOut => OwnTarget.Advice(step);

    private static string Count(int count, string what) => count == 1 ? "one " + what : $"{count} {what}s";

    private static string List(IEnumerable<string> all)
    {
        var names = all.ToList();
        return string.Join(", ", names.Take(MostShown).Select(PrintedText.Of)) + (names.Count > MostShown ? ", …" : "");
    }
}
