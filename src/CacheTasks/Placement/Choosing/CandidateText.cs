using CacheTasks.Colocation;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>A judged candidate in a sentence.</summary>
internal static class CandidateText
{
    /// <summary>A path of whoever chose the folders' names, on one line.</summary>
    public static string Path(JudgedCandidate candidate) => PrintedText.Of(candidate.Proposal.Path);

    /// <summary><c>/src/.cachetasks-u1000/uv (beside the sources)</c>.</summary>
    public static string Named(JudgedCandidate candidate) => $"{Path(candidate)} ({candidate.Proposal.Words})";

    /// <summary><c>/cache/uv cannot be linked: different filesystems (CACHETASKS1001)</c>.</summary>
    public static string Refused(JudgedCandidate candidate) => $"{Path(candidate)} {PrintedText.Of(candidate.Obstacle ?? "")}";

    /// <summary><c>files come by hard link, on a local ext4 that lasts</c>.</summary>
    public static string Gain(JudgedCandidate candidate) =>
        $"{How(candidate)}, on a {(candidate.IsNetwork ? "network" : "local")} {candidate.Place?.FilesystemName} that {candidate.Life.Text}{StepFindings.Latency(candidate.Judgement?.LinkTime ?? 0)}";

    private static string How(JudgedCandidate candidate) =>
        !candidate.WasTried ? "by the mount table files can be linked, not tried"
        : candidate.Plan?.Planned is { Mode: { } mode } planned ? $"files come by {Steps.LinkModes.Noun(mode)}{(planned.Costs ? ", each at the cost of a copy" : "")}{(candidate.Plan.WantsCopies ? " as asked" : "")}"
        : "files come as the tool chooses";
}
