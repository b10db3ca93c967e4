using System.Diagnostics;
using CacheTasks.Colocation;
using CacheTasks.Placement.Layers;
using CacheTasks.Placement.Needs;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>Seeds the cache of one step: which layers can be used, whether there is anything to do, and what is said of it.</summary>
internal sealed class StepSeeding(CopyTools tools, Watchdog watchdog, bool verify, CancellationToken cancellation)
{
    private const string Archives = "archive-v0";

    /// <summary>For whoever has the cache locked: uv waits for five minutes, and a build that can do without seeding waits less.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <param name="layers">Absolute paths, in order.</param>
    /// <returns>Null when nothing tells what the step needs.</returns>
    public SeedReport? Run(Step step, ToolProfile profile, IReadOnlyList<string> layers, Func<string, string> fullPath)
    {
        var report = new SeedReport();
        if (profile.FindBuckets(ToolVersions.Find(step.ToolVersion)) is not { } buckets)
        {
            report.Skip(SeedText.UnknownVersion(profile.Executable, step.ToolVersion));
            return report;
        }
        // Of a cache that does not answer VerifyColocation tells.
        if (watchdog.FindSilent(step.CacheDirectory) is not null)
        {
            return null;
        }
        if (PassingCache.Is(tools.Files, step.CacheDirectory))
        {
            report.Skip(SeedText.NoLastingCache(profile.Executable, step.CacheDirectory));
            return report;
        }
        var clock = Stopwatch.StartNew();
        var usable = Open(layers, step, profile, buckets, report);
        try
        {
            var files = NeedsFiles.Find(step, profile, fullPath);
            if (usable.Count > 0 && files.Count > 0)
            {
                RemoveLeftovers(step.CacheDirectory, buckets);
                var marker = new SeedMarker(tools, step.CacheDirectory, buckets, profile.IndexBuckets, usable, files);
                report.IsCurrent = !verify && marker.IsValid();
                if (!report.IsCurrent && NeedsReader.Read(step, profile, fullPath) is { } needs)
                {
                    Seed(step, profile, buckets, usable, needs, marker, report);
                }
            }
        }
        finally
        {
            usable.ForEach(layer => layer.Dispose());
        }
        report.Duration = clock.Elapsed;
        return report;
    }

    private void RemoveLeftovers(string cache, CacheBuckets buckets)
    {
        foreach (var bucket in new[] { Archives, buckets.Wheels, buckets.Built })
        {
            var opened = tools.Trees.OpenDirectory(Path.Combine(cache, bucket), out var folder);
            using (folder)
            {
                if (opened.Succeeded)
                {
                    Staging.RemoveLeftovers(tools, folder);
                }
            }
        }
    }

    private List<OpenLayer> Open(IReadOnlyList<string> layers, Step step, ToolProfile profile, CacheBuckets buckets, SeedReport report)
    {
        var check = new LayerCheck(tools.Files, watchdog);
        var usable = new List<OpenLayer>();
        foreach (var path in layers)
        {
            if (check.Open(path, step.CacheDirectory, $"{profile.Executable} {step.ToolVersion}".Trim(), buckets, out var finding) is { } layer)
            {
                usable.Add(layer);
            }
            else
            {
                report.Add(finding!);
            }
        }
        return usable;
    }

    private void Seed(Step step, ToolProfile profile, CacheBuckets buckets, List<OpenLayer> layers, StepNeeds needs, SeedMarker marker, SeedReport report)
    {
        foreach (var finding in needs.Findings)
        {
            report.Add(finding);
        }
        if (needs.Packages.Count == 0)
        {
            return;
        }
        if (CacheRoot.Make(tools.Files, step.CacheDirectory, out var why) is not { } cache)
        {
            report.Skip(SeedText.NoCache(step.CacheDirectory, why));
            return;
        }
        using (cache)
        {
            Seed(cache, step, profile, buckets, layers, needs, marker, report);
        }
    }

    private void Seed(SafeFileHandle cache, Step step, ToolProfile profile, CacheBuckets buckets, List<OpenLayer> layers, StepNeeds needs, SeedMarker marker, SeedReport report)
    {
        using var shared = CacheLock.Take(tools, cache, CacheLock.OfTheTool, exclusive: false, Patience, cancellation);
        if (shared is null)
        {
            report.Skip(SeedText.Locked(step.CacheDirectory, Patience));
            return;
        }
        // Among the pointers pruning leaves our files alone; in the root it removes what it does not know.
        var made = CacheFolders.Make(tools, cache, buckets.Wheels, out var folder);
        using var own = folder;
        if (!made.Succeeded)
        {
            report.Skip(SeedText.NoCache(step.CacheDirectory, $"{made.Text} ({made.Name})"));
            return;
        }
        // Who does not get a turn works at the same time as another: that costs, and harms nothing.
        using var turn = CacheLock.Take(tools, own, CacheLock.OfSeeding, exclusive: true, Patience, cancellation);
        if (!verify && marker.IsValid())
        {
            report.IsCurrent = true;
            return;
        }
        var seeding = new UvSeeding(tools, buckets, profile.IndexBuckets, cache, verify, cancellation);
        seeding.Run(layers, needs.Packages, step.CacheDirectory, report);
        if (report.Refused.Count > 0 && report.Findings.All(finding => finding.Rule != Diagnostics.Rules.SeedingIncomplete))
        {
            report.Add(SeedText.Refused(report.Refused));
        }
        if (report.Missing.Count > 0)
        {
            report.Add(SeedText.Missing(report.Missing));
        }
        if (report.IsComplete && needs.Findings.Count == 0)
        {
            marker.Write(own, needs.Files, seeding.Pointers);
        }
    }
}
