using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.ProbeLoop;
using CacheTasks.Steps;

namespace CacheTasks.FilesystemTests;

/// <summary>The product as it would be with one of its rules flipped: what VerifyColocation does, with another list of causes.</summary>
internal static class FlippedRule
{
    /// <summary>The record of the pair as that product writes it; the real one has been there before.</summary>
    internal static Verdict Verify<TCause>(ProbeLoop.Pair pair, params IReadOnlyList<string> warnings)
        where TCause : Cause
    {
        var causes = AllCauses.InOrder.Select(cause => cause is TCause ? new FlippedCause(cause) : cause).ToList();
        var item = pair.ToItem();
        var step = new Step(item.ItemSpec, item.GetMetadata, item.SetMetadata);
        var profile = ToolProfiles.Shipped.Find(pair.Tool)!;
        var judgement = Colocator.Judge(FileSystem.Current!, pair.Cache, pair.Target, profile.CacheFiles, causes);
        var plan = Verification.Plan(judgement.Verdict!, step, profile)!;

        var record = StepRecord.Open(pair.RecordDirectory, step.RecordName);
        record.SetVerdict(step, pair.Cache, judgement, plan);
        record.SetEnvironment(plan.Set is { } mode ? [new(profile.LinkModeVariable, mode.Name())] : []);
        record.Save();
        return Verdict.Read(pair.RecordPath, warnings);
    }
}
