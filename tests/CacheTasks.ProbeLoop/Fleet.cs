using CacheTasks.Diagnostics;
using CacheTasks.Placement.Collection;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;

namespace CacheTasks.ProbeLoop;

/// <summary>The processes that keep a store: those that fill it and the one that collects it, again and again until a file says stop.</summary>
internal static class Fleet
{
    /// <summary>Promotes a cache to wherever the path leads at that moment.</summary>
    public static int Promote(string cache, string store, string stop) =>
        Repeat(stop, "promoted 0 ", () => new UvPromotion(CopyTools.Current!, CancellationToken.None).Run(cache, store, dryRun: false));

    /// <summary>Removes all that the lock files below a folder do not name, however young it is.</summary>
    public static int Collect(string store, string keep, string stop) => Repeat(stop, "removed 0 ", () => Collect(store, keep, dryRun: false));

    /// <summary>Once, and killed after that many microseconds.</summary>
    public static int CollectOnce(string store, string keep, string killAfter)
    {
        // As a promotion does: the moment shall not fall into the compilation of what is to be interrupted.
        Collect(store, keep, dryRun: true);
        return ProbeLoop.Promote.Timed(killAfter, () => Collect(store, keep, dryRun: false));
    }

    private static PromotionResult Collect(string store, string keep, bool dryRun)
    {
        var files = new KeptFiles(["uv.lock"], Path.GetFullPath);
        var request = new CollectionRequest { OlderThan = TimeSpan.Zero, Grace = TimeSpan.Zero, Kept = files.Read(keep), DryRun = dryRun };
        return files.Faults.Count > 0 ? new PromotionResult([], files.Faults) : new UvCollection(CopyTools.Current!, request, CancellationToken.None).Run(store);
    }

    // Prints what was said, and how many rounds had anything to do.
    private static int Repeat(string stop, string nothing, Func<PromotionResult> act)
    {
        var (rounds, busy, said) = (0, 0, new HashSet<string>());
        for (; !File.Exists(stop); rounds++)
        {
            var result = act();
            busy += result.Lines.Any(line => !line.StartsWith(nothing, StringComparison.Ordinal)) ? 1 : 0;
            said.UnionWith(result.Findings.Select(finding => $"{finding.EffectiveSeverity} {finding.Rule}: {finding.Text}"));
        }
        Console.WriteLine($"{rounds} rounds, {busy} busy");
        foreach (var line in said)
            Console.WriteLine(line);
        return said.Count == 0 ? 0 : 1;
    }
}
