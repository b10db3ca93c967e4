using CacheTasks.Diagnostics;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// The locks of a promotion: uv's own, shared, on both sides, so that neither is pruned or cleaned meanwhile, and one between promotions, since
/// two that bring the same wheel under different archives would leave a mixture. A collection has both of the store for itself.
/// </summary>
internal sealed class PromotionTurn : IDisposable
{
    private const string Name = ".cachetasks-promote.lock";

    // uv waits that long for its own (UV_LOCK_TIMEOUT); a promotion may take minutes on a slow volume.
    private static readonly TimeSpan ForUv = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForOthers = TimeSpan.FromMinutes(30);

    private readonly List<CacheLock> _locks = [];

    public void Dispose() => _locks.ForEach(held => held.Dispose());

    /// <returns>Null with a finding when somebody holds one of them all that time.</returns>
    public static PromotionTurn? Take(CopyTools tools, SafeFileHandle cache, Store store, CancellationToken cancellation, out Finding? fault) =>
        // uv's first: pruning removes what is not uv's own, and so the file of the other lock.
        Take(tools, store, StoreUse.Promotion, [(cache, CacheLock.OfTheTool, false, ForUv), (store.Handle, CacheLock.OfTheTool, false, ForUv), (store.Handle, Name, true, ForOthers)], cancellation, out fault);

    /// <summary>As <c>uv cache prune</c>: nobody promotes meanwhile, and no uv works in the store. Who reads it as a layer takes no lock.</summary>
    /// <returns>As above.</returns>
    public static PromotionTurn? TakeAlone(CopyTools tools, Store store, CancellationToken cancellation, out Finding? fault) =>
        Take(tools, store, StoreUse.Collection, [(store.Handle, CacheLock.OfTheTool, true, ForOthers), (store.Handle, Name, true, ForOthers)], cancellation, out fault);

    private static PromotionTurn? Take(
        CopyTools tools, Store store, StoreUse use, IEnumerable<(SafeFileHandle Folder, string Name, bool Exclusive, TimeSpan Patience)> wanted, CancellationToken cancellation, out Finding? fault)
    {
        var turn = new PromotionTurn();
        foreach (var (folder, name, exclusive, patience) in wanted)
        {
            if (CacheLock.Take(tools, folder, name, exclusive, patience, cancellation) is not { } held)
            {
                turn.Dispose();
                fault = Busy(use, store.Path, tools.Files.PathOf(folder) ?? store.Path, name);
                return null;
            }
            turn._locks.Add(held);
        }
        fault = null;
        return turn;
    }

    private static Finding Busy(StoreUse use, string store, string folder, string name) => new(
        Rules.Locked,
        $"nothing is {use.Done} {use.Where} {PrintedText.Of(store)}: {PrintedText.Of(folder)}/{name} is held by another process (uv cache clean or prune, or another promotion). {use.Again} when that has ended.");
}
