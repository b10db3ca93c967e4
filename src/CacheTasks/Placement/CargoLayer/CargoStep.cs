using System.Diagnostics;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Needs.Toml;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Placement.CargoLayer;

/// <summary>Fills the CARGO_HOME of a cargo step from layers. Which directory that is stays the user's choice.</summary>
internal sealed class CargoStep(CopyTools tools, Watchdog watchdog, bool verify, Func<string, string?> environment, CancellationToken cancellation)
{
    public static bool Serves(ToolProfile profile) => StoreNames.KindOf(profile) == StoreNames.Cargo;

    /// <param name="layers">Absolute paths, in order.</param>
    /// <returns>Null when nothing tells what the step needs, or where its CARGO_HOME is.</returns>
    public SeedReport? Run(Step step, ToolProfile profile, IReadOnlyList<string> layers, Func<string, string> fullPath)
    {
        var files = NeedsFiles.Find(step, profile, fullPath);
        if (files.Count == 0 || CargoHome.Find(step, environment) is not { } home)
        {
            return null;
        }
        var clock = Stopwatch.StartNew();
        var report = new SeedReport();
        var packages = files.SelectMany(file => Read(file, step.LockFile.Length > 0, report)).Distinct().ToList();
        var usable = layers.Where(layer => Answers(layer, home, report)).ToList();
        if (packages.Count > 0 && usable.Count > 0)
        {
            Tell(report, new CargoSeeding(tools, cancellation).Run(packages, home, usable, verify));
        }
        report.Duration = clock.Elapsed;
        return report;
    }

    private static IReadOnlyList<CargoPackage> Read(string file, bool named, SeedReport report)
    {
        if (NeedsFiles.Read(file, named, out var fault) is not { } text)
        {
            report.Skip(fault!);
            return [];
        }
        try
        {
            return CargoLock.Read(text);
        }
        catch (TomlException exception)
        {
            report.Skip(NeedsFiles.NotRead(file, exception));
            return [];
        }
    }

    private bool Answers(string layer, string home, SeedReport report)
    {
        if (watchdog.FindSilent(layer) is { } silent)
        {
            report.Add(CargoFindings.LayerUnusable(layer, $"it is on {silent.Source}, which {silent.NoAnswer}"));
            return false;
        }
        var opened = tools.Files.OpenDirectory(layer, out var handle);
        using (handle)
        {
            var overlap = opened.Succeeded ? Layers.LayerOverlap.Find(tools.Files, layer, handle, home) : CargoFindings.LayerUnusable(layer, opened.Text);
            if (overlap is not null)
            {
                report.Add(overlap);
            }
            return overlap is null;
        }
    }

    private static void Tell(SeedReport report, CargoSeedingResult result)
    {
        foreach (var (layer, crates, bytes) in result.Taken)
        {
            report.AddPackages(layer, crates);
            report.AddFiles(new TransferResult(null, crates, (long)bytes, 0, 0, 0, Copied: crates));
        }
        report.SetMissing(result.Lacking);
        report.SetRefused(result.Refused);
        foreach (var finding in result.Findings)
        {
            report.Add(finding);
        }
        report.IsCurrent = result.Taken.Count == 0 && result.Findings.All(finding => finding.EffectiveSeverity == Severity.Message);
    }
}
