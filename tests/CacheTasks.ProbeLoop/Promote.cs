using System.Diagnostics;
using System.Globalization;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.CargoLayer;
using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;

namespace CacheTasks.ProbeLoop;

/// <summary>A promotion, whole or killed at some moment.</summary>
internal static class Promote
{
    public static int Run(string kind, string cache, string store, string killAfter)
    {
        // Once as a dry run, so that the moment does not fall into the compilation of what is to be interrupted.
        if (killAfter.Length > 0)
            Promotion(kind, cache, store, dryRun: true);
        return Timed(killAfter, () => Promotion(kind, cache, store, dryRun: false));
    }

    /// <summary>Prints how long it took and what was said; killed after that many microseconds, if any are given.</summary>
    public static int Timed(string killAfter, Func<PromotionResult> act)
    {
        if (killAfter.Length > 0)
            KillAfter(TimeSpan.FromMicroseconds(double.Parse(killAfter, CultureInfo.InvariantCulture)));
        var started = Stopwatch.GetTimestamp();
        var result = act();
        Console.WriteLine($"took {Stopwatch.GetElapsedTime(started).TotalMicroseconds:0}");
        foreach (var line in result.Lines)
            Console.WriteLine(line);
        Print(result.Findings);
        return 0;
    }

    public static int TakeCrates(string lockFile, string home, IReadOnlyList<string> layers)
    {
        var packages = CargoLock.Read(File.ReadAllText(lockFile));
        var result = new CargoSeeding(CopyTools.Current!, CancellationToken.None).Run(packages, home, layers, verify: false);
        Console.WriteLine($"{result.Taken.Sum(taken => taken.Crates)} taken, {result.Present} there");
        Print(result.Findings);
        return 0;
    }

    private static PromotionResult Promotion(string kind, string cache, string store, bool dryRun) =>
        kind == StoreNames.Cargo
            ? new CargoPromotion(CopyTools.Current!, CancellationToken.None).Run(cache, store, dryRun)
            : new UvPromotion(CopyTools.Current!, CancellationToken.None).Run(cache, store, dryRun);

    private static void Print(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
            Console.WriteLine($"{finding.EffectiveSeverity} {finding.Rule}: {finding.Text}");
    }

    private static void KillAfter(TimeSpan delay)
    {
        var started = Stopwatch.GetTimestamp();
        new Thread(() =>
        {
            SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(started) >= delay);
            Process.GetCurrentProcess().Kill();
        }) { IsBackground = true }.Start();
    }
}
