using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.CompilerCaches;
using CacheTasks.Diagnostics;
using CacheTasks.Outcome;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Placement;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Package;

/// <summary>Every key that a step's record can have, read from records of steps that fail in every known way.</summary>
internal static class RecordKeys
{
    public static IEnumerable<string> All => Enum.GetValues<Operation>().SelectMany(Read).Distinct();

    private static readonly ModeResult s_uncertain =
        new(ModeOutcome.Costs, default, Rules.LinkIsSymlink) { BecomesSymlink = true, NotForAll = true, Breaks = new Break(Errno.EPERM, Rules.MixedOwners) };

    private static IEnumerable<string> Read(Operation operation)
    {
        using var folder = new TemporaryDirectory("keys");
        var record = StepRecord.Open(folder.Location, "SyncPython");
        var step = new MadeStep(("Tool", "uv"), ("ToolVersion", "0.10.4"), ("TargetDirectory", "/src/.venv")).Step;
        var verdict = operation == Operation.Clone ? MadeVerdict.ClonesOnly
            : operation == Operation.CreateInTarget ? MadeVerdict.ReadOnlyTarget
            : operation == Operation.SampleLink ? MadeVerdict.Hardlinks with { Hardlink = s_uncertain }
            : MadeVerdict.TwoMounts;
        var findings = MadeFailure.All.Where(failure => failure.Operation == operation).SelectMany(Describe).Append(NoAnswer.Find(new SilentMount("/mnt", MadePlace.Nfs4, TimeSpan.Zero))).DistinctBy(finding => string.Join(' ', finding.Evidence.Keys)).ToList();
        record.SetVerdict(step, "/cache", new Judgement(verdict, MadePair.TwoMounts, findings, null, null), Verification.Plan(verdict, step, MadeProfile.Shipped("uv")));
        record.SetEnvironment([new("<variable>", "copy")]);
        record["seed"] = Seeded();
        var own = MadeCandidate.Of(OwnCache.Kind, "/cache").Tried(verdict);
        var other = MadeCandidate.Of(HomeCache.Kind, "/home/dev/.cache/uv").Tried(verdict);
        PlacementRecord.Write(record, new Conclusion("keep", own, null, [own, other]), new Situation("/cache", "/src/.venv", "uv", new Person(1000, "dev")));
        record["compilerCache"] = new Result(new Session("/usr/bin/sccache", "redis://cache:6379", "", new Dictionary<string, string?>()), Statistics.Nothing with { Hits = 1, NotCached = new Dictionary<string, long> { ["<reason>"] = 1 } }, Notes.Of("own: build_info"), null, "").ToJson();
        record["outcome"] = MadeOutcome.Everything;
        record.Save();
        return Flatten("", JsonNode.Parse(File.ReadAllText(folder["SyncPython.json"]))!).ToList();
    }

    private static JsonObject Seeded()
    {
        var report = new SeedReport();
        report.AddPackages("/mnt/hot/uv", 1);
        report.SetMissing(["numpy 2.4.6"]);
        report.SetRefused(["rich 15.0.0"]);
        return report.ToJson();
    }

    private static IEnumerable<CauseFinding> Describe(Failure failure) =>
        from pair in MadePair.All
        from cause in AllCauses.InOrder
        where cause.Explains(failure, pair)
        select new CauseFinding(cause.Rule, "", cause.Evidence(failure, pair), cause.Remedies(failure, pair), cause.Check(failure, pair));

    private static IEnumerable<string> Flatten(string path, JsonNode? node) => node switch
    {
        JsonObject values => values.SelectMany(value => Flatten(path.Length == 0 ? value.Key : $"{path}.{value.Key}", value.Value)),
        JsonArray items => items.SelectMany(item => Flatten(path + "[]", item)),
        _ => [path],
    };
}
