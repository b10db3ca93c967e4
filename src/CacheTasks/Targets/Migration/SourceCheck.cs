using System.Globalization;
using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>What keeps a target from being moved, seen before anything is touched.</summary>
internal sealed class SourceCheck(MoveTools tools, MigrationRequest request)
{
    // Once, and a mistake would have one checkout run another's programs.
    private const int MostDependencyFiles = 400;

    private const uint Sticky = 0x200;

    /// <summary>Whose the directory must be, and stays.</summary>
    public uint User => request.ForUser ?? tools.Files.EffectiveUser;

    /// <summary>The directory by itself.</summary>
    public MigrationResult? Refuse(Spot from, Spot to, in TreeStatus source)
    {
        var above = tools.Trees.Stat(from.Parent, out var parent).Succeeded ? parent : default;
        return source.Kind == FileKind.Symlink ? No($"it is a symlink to {tools.Files.ReadLink(from.Path)}", "Name the directory itself where you set the target, or move it by hand.")
            : source.Kind != FileKind.Directory ? No("it is not a directory", "Remove it, or name another target.")
            : source.MountId != above.MountId ? No("something is mounted there", $"To see it: `findmnt -T {ShellText.Quote(request.Source)}`. Unmount it, or leave the target where it is.")
            : source.Owner != User ? No($"it belongs to user {tools.NameOf(source.Owner)}, not to user {tools.NameOf(User)}", Advice(source.Owner))
            : IsBelow(to.Real, from.Real) ? No($"{request.Destination} would lie inside it", "Set another SharedRoot.")
            : IsBelow(from.Real, to.Real) ? No($"it lies inside {request.Destination}", "Set another SharedRoot, or another target.")
            : RefuseParent(to);
    }

    /// <summary>What is in it.</summary>
    public MigrationResult? Refuse(TreeScan scan) =>
        scan.Fault is { } fault ? No(fault.ToString(), $"To see it: `ls -ld {ShellText.Quote($"{request.Source}/{fault.Path}")}`. {Repair(scan)}")
        : scan.MountInside is { } mount ? No($"something is mounted inside, at {mount}", "Unmount it, or leave the target where it is.")
        : scan.Owners.Keys.Any(owner => owner != User && owner != 0) ? No(DescribeOwners(scan), "To see them: " + $"`find {ShellText.Quote(request.Source)} ! -uid {User} -printf '%u %p\\n' | head`. All of it stays, since the units of several users cannot be told apart: each user's next build in a directory of their own is a full one.")
        : RefuseCheckouts();

    /// <summary>What a copy needs beyond that.</summary>
    public MigrationResult? RefuseCopy(TreeScan scan, Spot from) =>
        scan.Special is { } special ? No($"{special} is a FIFO, socket or device, which cannot be copied to another filesystem", "Remove it.")
        : scan.ForeignDirectory is { } foreign && tools.Files.EffectiveUser != 0 ? No($"{foreign} belongs to another user, so that it could not be removed once it is copied", Repair(scan))
        : tools.Files.CheckWritable(Path.GetDirectoryName(from.Real) ?? "/") is { Succeeded: false } unwritable ? No($"the directory that it lies in cannot be written ({unwritable.Name}), so that it could not be removed once it is copied", "Ask its owner.")
        : null;

    public string DescribeOwners(TreeScan scan) => "several users have files in it: " + string.Join(", ", scan.Owners
        .OrderByDescending(owner => owner.Value.Entries)
        .Select(owner => $"user {tools.NameOf(owner.Key)} {owner.Value.Entries.ToString(CultureInfo.InvariantCulture)}{(owner.Value.First.Length > 0 ? $" ({owner.Value.First})" : "")}"));

    private MigrationResult? RefuseCheckouts()
    {
        using var mounts = tools.Files.ReadMounts();
        var profiles = new LockFiles(tools.Files, mounts).Find(request.Source, request.LockFiles).Select(file => Path.GetDirectoryName(file.Path)!);
        var own = (request.Workspace.Length > 0 ? TargetLayout.FindCheckout(request.Workspace) : null) ?? request.Checkout ?? request.Workspace;
        var others = new OtherCheckouts(tools.Files, request.DependencyFiles) { MostFiles = MostDependencyFiles }.Find(request.Source, profiles, own);
        return others.Count == 0 ? null : No(
            $"{(others.Count == 1 ? "another checkout builds" : $"{others.Count} other checkouts build")} in it, {string.Join(", ", others.Take(3))}",
            $"To see it: `grep -l {ShellText.Quote(others[0] + "/")} {ShellText.Quote(request.Source)}/*/*.d`. All of it stays, since the units of several checkouts cannot be told apart; the next build of each in a directory of its own is a full one. Remove it once nobody uses it any more.");
    }

    // Whoever can replace the private directory could have put another in the place of what was moved.
    private MigrationResult? RefuseParent(Spot to)
    {
        var seen = tools.Trees.Stat(to.Parent, out var parent);
        // Of a user for whom root moves, the folder is the user's: a symlink that the user swapped in leads to no other.
        if (request.ForUser is not null && request.Checkout is not null && parent.Owner != User)
        {
            return No($"{Path.GetDirectoryName(request.Destination)} is not a folder of user {tools.NameOf(User)} any more", $"To see it: `ls -ld {ShellText.Quote(Path.GetDirectoryName(request.Destination)!)}`. Ask why it was replaced.");
        }
        var safe = seen.Succeeded && (parent.Owner == User || parent.Owner == 0 || parent.Owner == tools.Files.EffectiveUser) && ((parent.Mode & DirectoryTrust.OthersWrite) == 0 || (parent.Mode & Sticky) != 0);
        var folder = Path.GetDirectoryName(to.Path) ?? "/";
        return safe ? null : No($"other users can replace what is in {folder}", $"To see it: `stat -c '%A %U' {ShellText.Quote(folder)}`. Set its sticky bit: `chmod +t {ShellText.Quote(folder)}`");
    }

    private string Advice(uint owner) => tools.Files.EffectiveUser == 0
        ? $"For that user, root moves it with -p:CacheTasksMigrateUser={owner}."
        : "Its owner can move it, or root with -p:CacheTasksMigrateUser.";

    private string Repair(TreeScan scan) => scan.Owners.ContainsKey(0) && User != 0
        ? $"A build as root has left {scan.Owners[0].Entries.ToString(CultureInfo.InvariantCulture)} entries there: `sudo chown -R {User} {ShellText.Quote(request.Source)}`"
        : "Repair its permissions, or remove it.";

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    private MigrationResult No(string reason, string advice) => Refusal.Of(request.Source, reason, advice);
}
