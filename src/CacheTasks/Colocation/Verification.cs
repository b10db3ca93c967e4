using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>A step's verdict and plan, what to say of them, and what the record holds.</summary>
internal sealed class Verification
{
    private readonly Step _step;
    private readonly string? _cache;
    private readonly Judgement _judgement;
    private readonly LinkPlan? _plan;

    private Verification(Step step, string? cache, Judgement judgement, LinkPlan? plan, IReadOnlyList<Finding> findings)
    {
        _step = step;
        _cache = cache;
        _judgement = judgement;
        _plan = plan;
        Findings = findings;
    }

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Judges the pair and notes the result on the step.</summary>
    public static Verification Of(Colocator colocator, Step step, ToolProfile profile)
    {
        var cache = profile.LinksWithinTarget ? step.TargetDirectory : step.CacheDirectory;
        var cacheFiles = profile.LinksWithinTarget ? "" : profile.CacheFiles;
        var judgement = colocator.Judge(cache, step.TargetDirectory, cacheFiles, profile.OwnFiles, profile.OpenedCacheFiles);
        var plan = judgement.Verdict is { } verdict ? Plan(verdict, step, profile) : null;
        step.Modes = judgement.Verdict?.Encode() ?? "";
        step.Causes = string.Join(";", judgement.Causes.Select(cause => cause.Rule.Code));
        step.Prediction = plan?.Prediction.Text ?? "";
        step.Planned = plan?.Planned.Text ?? "";
        step.PreparedAt = judgement.Clock == 0 ? "" : judgement.Clock.ToString();
        step.Reason = StepFindings.Reason(judgement, plan, profile);
        var findings = StepFindings.Of(step, profile, judgement, plan).ToList();
        return new Verification(step, profile.LinksWithinTarget ? null : cache, judgement, plan, findings);
    }

    /// <summary>The plan from the step's own metadata; null when the version's behaviour is not known.</summary>
    public static LinkPlan? Plan(Verdict verdict, Step step, ToolProfile profile) =>
        profile.FindBehaviour(ToolVersions.Find(step.ToolVersion)) is { } behaviour
            ? LinkPlan.Choose(verdict, profile, behaviour, LinkModes.Find(step.UserLinkMode), profile.LinkModeVariable.Length > 0 ? LinkModes.Find(step.LinkMode) : null)
            : null;

    /// <param name="folder">Null: nothing is written.</param>
    public void Save(string? folder)
    {
        if (folder is not null)
        {
            var record = StepRecord.Open(folder, _step.RecordName);
            record.SetVerdict(_step, _cache, _judgement, _plan);
            record.Save();
        }
    }
}
