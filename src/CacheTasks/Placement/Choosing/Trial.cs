using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Candidates;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>Tries what an observation left open, with the same verdict that the step gets later.</summary>
/// <param name="mayMake">A private directory that is missing is made; false: such a proposal stays untried.</param>
internal sealed class Trial(PlacementSystem system, Step step, ToolProfile profile, Situation situation, bool mayMake)
{
    public JudgedCandidate Try(JudgedCandidate seen)
    {
        if (!mayMake && !seen.IsOwn && !IsThere(seen))
        {
            return seen;
        }
        if (!mayMake || seen.Proposal.MadeIn is not { } folder)
        {
            return Judge(seen);
        }
        var path = Make(folder, out var isNew, out var refusal);
        if (path is null)
        {
            return seen with { Obstacle = refusal };
        }
        var tried = Judge(seen with { Proposal = seen.Proposal with { Path = path } });
        if (isNew && !tried.CanBeTaken)
        {
            Remove(path);
        }
        return tried;
    }

    // A private directory that somebody else made is not ours to try anything in.
    private bool IsThere(JudgedCandidate seen) =>
        seen.Exists && (seen.Proposal.MadeIn is null || (seen.Status.Owner == system.Users.Effective && (seen.Status.Mode & DirectoryTrust.OthersWrite) == 0));

    private JudgedCandidate Judge(JudgedCandidate seen)
    {
        var judgement = system.Colocator.Judge(seen.Proposal.Path, situation.Target, profile.CacheFiles, profile.OwnFiles, profile.OpenedCacheFiles);
        var plan = judgement.Verdict is { } verdict ? Verification.Plan(verdict, step, profile) : null;
        return seen with
        {
            Judgement = judgement,
            Plan = plan,
            Place = judgement.Pair?.Root ?? seen.Place,
            Obstacle = seen.Obstacle ?? LinkObstacle.Find(judgement, plan, profile),
        };
    }

    private string? Make(string folder, out bool isNew, out string refusal)
    {
        using var root = SharedRoot.Open(system.Files, system.Users, folder, out var fault);
        var made = new PrivateDirectory(system.Files, system.Users, PrivatePurpose.Cache);
        var path = root is null ? null : made.Create(root, PrivateCache.Names(situation), owner: null);
        isNew = path is not null && made.IsNew;
        refusal = (fault ?? made.Findings.LastOrDefault(finding => finding.Rule == Rules.ForeignDirectory))?.Text ?? "does not exist any more";
        return path;
    }

    // Only what holds nothing but our own tag; the user's folder stays while it holds the cache of another tool.
    private void Remove(string path)
    {
        UnusedDirectory.Remove(system.Files, path);
        UnusedDirectory.Remove(system.Files, Path.GetDirectoryName(path)!);
    }
}
