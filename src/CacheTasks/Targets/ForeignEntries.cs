using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>2003: entries of a target that belong to other users and that this one may not change, though the tool will want to.</summary>
internal sealed class ForeignEntries(Step step, ToolProfile profile, OwnerNames names, uint user)
{
    private const int MostShown = 3;

    /// <summary>Null when nothing is in the way.</summary>
    public Finding? Describe(string target, ScanResult scan)
    {
        if (scan.Root is not { } root || (scan.Obstacles == 0 && scan.Unreadable == 0))
        {
            return null;
        }
        var parts = new List<string>();
        if (scan.Obstacles > 0)
        {
            parts.Add($"{(scan.IsComplete ? "" : "at least ")}{scan.Obstacles} {(scan.Obstacles == 1 ? "entry" : "entries")} in the target {target} {(scan.Obstacles == 1 ? "belongs" : "belong")} to {Owners(scan)}, and user {names.Of(user)} may not change them: {string.Join(", ", scan.First.Take(MostShown).Select(entry => Entry(target, entry)))}{(scan.Obstacles > MostShown ? ", …" : "")}");
        }
        if (scan.Unreadable > 0)
        {
            parts.Add($"{scan.Unreadable} {(scan.Unreadable == 1 ? "folder" : "folders")} may not be looked into, such as {PrintedText.Of(scan.FirstUnreadable!)}");
        }
        return new Finding(
            Rules.ForeignEntries,
            $"{profile.Executable} will fail with 'Permission denied' where it changes what others own: {string.Join("; ", parts)}. To see it: `find {ShellText.Quote(target)} ! -uid {user} -ls`. {WayOut(target, root, scan)}");
    }

    private string Owners(ScanResult scan)
    {
        var owners = scan.First.Select(entry => entry.Owner).Distinct().OrderBy(owner => owner).Select(names.Of).ToList();
        return owners.Count < 2 ? owners[0] : string.Join(", ", owners.Take(owners.Count - 1)) + " and " + owners[owners.Count - 1];
    }

    private static string Entry(string target, ForeignEntry entry)
    {
        var path = entry.Path == target ? "the target itself" : PrintedText.Of(entry.Path.StartsWith(target + "/", StringComparison.Ordinal) ? entry.Path.Substring(target.Length + 1) : entry.Path);
        var mode = Convert.ToString(entry.Mode, 8).PadLeft(4, '0');
        var why = entry.Obstacle == Obstacle.Sticky ? ", in a sticky folder" : entry.HasOtherNames ? $", {entry.Links} names" : "";
        return $"{path} ({(entry.Kind == FileKind.Directory ? "folder " : "")}{mode}{why})";
    }

    private string WayOut(string target, in FileStatus root, ScanResult scan)
    {
        if (scan.First.Any(entry => names.IsUnmapped(entry.Owner)))
        {
            return "This user namespace has no ID for their owner, so nobody in it can change them: chown them outside, or set TargetDirectory to a folder made in here.";
        }
        // In a target of one's own others can have left files only by a build with their rights, such as sudo.
        if (root.Owner == user && (root.Mode & DirectoryTrust.OthersWrite) == 0)
        {
            return $"Take them back, `sudo chown -hR {user} {ShellText.Quote(target)}`, and do not run {profile.Executable} by sudo in this target.{(scan.First.Any(entry => entry.HasOtherNames && entry.Owner != 0) ? $" {Others(scan)}" : "")}";
        }
        return $"{OwnTarget.Advice(step)}{(scan.WithOtherNames > 0 ? $" Do not chown this one: {Others(scan)}" : "")}";
    }

    private static string Others(ScanResult scan) =>
        $"{scan.WithOtherNames} of these files have further names (hard links), and with each of them the file would change everywhere.";
}
