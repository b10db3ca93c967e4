using System.Globalization;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Caches;
using CacheTasks.Placement.CargoLayer;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// Copies the crates that a CARGO_HOME has and a store, a CARGO_HOME too, lacks: each archive whose checksum its index entry knows, and that
/// entry after it.
/// </summary>
internal sealed class CargoPromotion(CopyTools tools, CancellationToken cancellation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly List<Finding> _findings = [];
    private readonly List<CrateFile> _damaged = [];
    private int _copied;
    private int _present;

    public PromotionResult Run(string homePath, string storePath, bool dryRun)
    {
        var opened = tools.Files.OpenDirectory(homePath, out var home);
        using (home)
        {
            if (!opened.Succeeded)
            {
                return new PromotionResult([$"{homePath} holds nothing to promote: {opened.Text}"], []);
            }
            using var store = Store.Open(tools.Files, storePath, home, make: !dryRun, out var fault);
            if (fault is not null)
            {
                return PromotionResult.Refused(fault);
            }
            using var source = new OpenFolders(tools, home);
            var crates = new CrateSearch(tools.Trees, source).Find();
            if (store is null)
            {
                return Result($"would promote {Crates(crates.Count)} to {storePath} (0 are there)");
            }
            using var target = new OpenFolders(tools, store.Handle);
            var transfer = new CrateTransfer(tools.Trees, source, target);
            var lacking = crates.Where(crate => Lacks(transfer, crate)).ToList();
            return dryRun ? Result($"would promote {Crates(lacking.Count)} to {storePath} ({Number(_present)} are there)") : Promote(transfer, lacking, store);
        }
    }

    private bool Lacks(CrateTransfer transfer, CrateFile crate)
    {
        cancellation.ThrowIfCancellationRequested();
        var state = transfer.Look(crate, verify: false);
        _present += state == CrateState.Present ? 1 : 0;
        return state == CrateState.Copied;
    }

    private PromotionResult Promote(CrateTransfer transfer, IReadOnlyList<CrateFile> crates, Store store)
    {
        using var held = CacheLock.Take(tools, store.Handle, CargoHome.Lock, exclusive: true, Patience, cancellation);
        if (held is null)
        {
            return PromotionResult.Refused(new Finding(
                Rules.Locked, $"nothing is promoted to {PrintedText.Of(store.Path)}: another process holds its {CargoHome.Lock}. Promote again when that has ended."));
        }
        Staging.RemoveLeftovers(tools, store.Handle);
        if (crates.Count > 0)
        {
            Copy(transfer, crates, store);
        }
        return Result($"promoted {Crates(_copied)} to {store.Path} ({Number(_present)} were there)");
    }

    private void Copy(CrateTransfer transfer, IReadOnlyList<CrateFile> crates, Store store)
    {
        using var staging = Staging.Create(tools, store.Handle, out var errno);
        if (staging is null)
        {
            _findings.Add(PromotionStop.Of(store.Path, errno));
            return;
        }
        var copy = new FileCopy(tools.Trees, staging.Handle);
        tools.Progress?.Begin("promoting", "crates", crates.Count);
        foreach (var crate in crates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Count(transfer.Copy(copy, crate), crate))
            {
                _findings.Add(PromotionStop.Of(store.Path, transfer.Errno));
                break;
            }
            tools.Progress?.Add(1);
        }
        if (_damaged.Count > 0)
        {
            _findings.Add(new Finding(
                Rules.SeedingIncomplete,
                $"{Crates(_damaged.Count)} {(_damaged.Count == 1 ? "is" : "are")} not promoted, SHA-256 differs from the index: {PrintedText.Of(string.Join(", ", _damaged.Take(3)))}{(_damaged.Count > 3 ? ", …" : "")}. The rest is. Remove the files below registry/cache, and fetch again."));
        }
        _findings.AddRange(store.FindUnreadable(copy.Unreadable) is { } unreadable ? [unreadable] : []);
    }

    /// <returns>True: nothing further will succeed.</returns>
    private bool Count(CrateState state, CrateFile crate)
    {
        _copied += state == CrateState.Copied ? 1 : 0;
        if (state == CrateState.Damaged)
        {
            _damaged.Add(crate);
        }
        return state == CrateState.Failed;
    }

    private PromotionResult Result(string line) => new([line], _findings);

    private static string Crates(int count) => count == 1 ? "1 crate" : $"{Number(count)} crates";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
