using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Placement.Lasting;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement;

/// <summary>Candidates as records, judged without a filesystem.</summary>
internal static class MadeCandidate
{
    public static readonly Lifetime Layer = new(new ContainerLayer(), "/ is its own layer (overlay)");

    public static JudgedCandidate Of(string kind, string path, string? obstacle = null) =>
        new(new Proposal(kind, kind + " words", path)) { Place = MadePlace.On(MadePlace.Ext4AtSrc, path), Obstacle = obstacle };

    /// <summary>Tried with uv 0.13.8.</summary>
    public static JudgedCandidate Tried(this JudgedCandidate candidate, Verdict verdict)
    {
        var profile = MadeProfile.Shipped("uv");
        return candidate with
        {
            Judgement = new Judgement(verdict, MadePair.OneMount, [], null, null),
            Plan = LinkPlan.Choose(verdict, profile, profile.FindBehaviour(ToolVersions.Find("0.13.8"))!, null, null),
        };
    }
}
