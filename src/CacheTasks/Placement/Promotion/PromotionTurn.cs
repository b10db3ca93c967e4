using CacheTasks.Diagnostics;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// The locks of a promotion: uv's own, shared, on both sides, so that neither is pruned or cleaned meanwhile, and one between promotions, since
/// two that bring the same wheel under different archives would leave a mixture.
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
    public static PromotionTurn? Take(CopyTools tools, SafeFileHandle cache, Store store, CancellationToken cancellation, out Finding? fault)
    {
        var turn = new PromotionTurn();
        // uv's first: pruning removes what is not uv's own, and so the file of the other lock.
        foreach (var (folder, name, patience) in new[] { (cache, CacheLock.OfTheTool, ForUv), (store.Handle, CacheLock.OfTheTool, ForUv), (store.Handle, Name, ForOthers) })
        {
            if (CacheLock.Take(tools, folder, name, exclusive: name == Name, patience, cancellation) is not { } held)
            {
                turn.Dispose();
                fault = Busy(store.Path, tools.Files.PathOf(folder) ?? store.Path, name);
                return null;
            }
            turn._locks.Add(held);
        }
        fault = null;
        return turn;
    }

    private static Finding Busy(string store, string folder, string name) => new(
        Rules.Locked,
        $"nothing is promoted to {PrintedText.Of(store)}: {PrintedText.Of(folder)}/{name} is held by another process (uv cache clean or prune, or another promotion). Promote again when that has ended.");
}
