using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>Reads a step's target before the step: what of it belongs to others, who else uses it, and who has it locked. Changes nothing.</summary>
internal sealed class TargetInspection(IFileSystem files, IFileLocks locks, ITreeScanner trees, MountTable mounts, Contention contention, LockHolders holders, OwnerNames names)
{
    private const int MostReported = 10;

    // What a step may cost: the first folders are those that it uses first.
    private const int MostEntries = 20_000;

    // Each entry may be a round trip.
    private const int MostRemoteEntries = 1000;

    /// <summary>Look at every entry and count all that is foreign.</summary>
    public bool CountsAll { get; init; }

    /// <summary>Counts entries; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <param name="workspace">The root of the tool's workspace, or the folder that it runs in.</param>
    public IEnumerable<Finding> Inspect(Step step, ToolProfile profile, string workspace)
    {
        var watchdog = new Watchdog(files, mounts);
        foreach (var directory in DirectoriesOf(step))
        {
            // Of a mount that does not answer VerifyColocation speaks.
            if (watchdog.FindSilent(directory) is null && files.Stat(directory, followLink: true, out var status).Succeeded && status.Kind == FileKind.Directory)
            {
                var isRemote = mounts.Find(status.MountId) is { } mount && FilesystemTypes.CanHang(mount.FileSystem);
                foreach (var finding in Inspect(step, profile, workspace, directory, isRemote).OfType<Finding>())
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>The target, and where intermediate files go when that is elsewhere.</summary>
    public static IEnumerable<string> DirectoriesOf(Step step)
    {
        yield return step.TargetDirectory;
        // The tool was asked without a target that metadata name, so then it answered something else.
        if (step.BuildDirectory.Length > 0 && step.TargetFrom != "metadata"
            && step.BuildDirectory != step.TargetDirectory && !step.BuildDirectory.StartsWith(step.TargetDirectory + "/", StringComparison.Ordinal))
        {
            yield return step.BuildDirectory;
        }
    }

    private IEnumerable<Finding?> Inspect(Step step, ToolProfile profile, string workspace, string target, bool isRemote)
    {
        var user = files.EffectiveUser;
        Progress?.Begin("scanning the target,", "entries");
        var scan = trees.Scan(target, new ScanRequest(user, MostReported, CountsAll ? 0 : isRemote ? MostRemoteEntries : MostEntries, StopsWhenReported: !CountsAll)
        {
            Progress = Progress,
            IsTolerated = name => profile.ToleratedFiles.Any(pattern => Matches(name, pattern)),
        });
        yield return new ForeignEntries(step, profile, names, user).Describe(target, scan);
        var lockFiles = new LockFiles(files, mounts).Find(target, profile.LockFiles);
        var use = new SharedUse(step, profile, names, user);
        yield return use.DescribeUsers(target, scan);
        var own = TargetLayout.FindCheckout(workspace) ?? workspace;
        // Of a directory that belongs to the whole checkout another workspace in it is no less a stranger.
        var mine = step.TargetFrom == StepLine.SharedRoot ? workspace : own;
        var borrowed = new BorrowedTarget(files, step).Describe(target, own, workspace);
        var others = borrowed is not null ? [] : new OtherCheckouts(files, profile.DependencyFiles).Find(target, lockFiles.Select(file => Path.GetDirectoryName(file.Path)!), mine);
        yield return borrowed ?? use.DescribeCheckouts(target, own, [.. others.Where(other => other != own)]);
        yield return others.Contains(own) ? use.DescribeWorkspaces(target, own) : null;
        if (profile.LockFiles.Count > 0)
        {
            yield return new LockTrial(files, locks, profile).Try(target);
            yield return contention.Describe(target, holders.Find(lockFiles));
        }
    }

    private static bool Matches(string name, string pattern)
    {
        var star = pattern.IndexOf('*');
        return star < 0 ? name == pattern
            : name.Length >= pattern.Length - 1 && name.StartsWith(pattern.Substring(0, star), StringComparison.Ordinal) && name.EndsWith(pattern.Substring(star + 1), StringComparison.Ordinal);
    }
}
