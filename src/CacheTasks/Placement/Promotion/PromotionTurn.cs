using CacheTasks.Diagnostics;
using CacheTasks.Placement.Caches;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;
using CacheLock = CacheTasks.Placement.Caches.CacheLock;

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
        foreach (var (folder, name, patience) in new[] { (cache, CacheLock.Uv, ForUv), (store.Handle, CacheLock.Uv, ForUv), (store.Handle, Name, ForOthers) })
        {
            var held = CacheLock.Take(tools.Locks, tools.Trees, folder, name, exclusive: name == Name, patience, cancellation, out var errno);
            if (held is not null)
            {
                turn._locks.Add(held);
            }
            // A cache that cannot be locked because it is only readable is not pruned by this user either.
            else if (errno == Errno.EAGAIN || folder != cache)
            {
                turn.Dispose();
                fault = Busy(store.Path, tools.Files.PathOf(folder) ?? store.Path, name, errno);
                return null;
            }
        }
        fault = null;
        return turn;
    }

    private static Finding Busy(string store, string folder, string name, Errno errno) => new(
        errno == Errno.EAGAIN ? Rules.Locked : Rules.NotWritable,
        $"nothing is promoted to {PrintedText.Of(store)}: {PrintedText.Of(folder)}/{name} {(errno == Errno.EAGAIN ? "is held by another process (uv cache clean or prune, or another promotion)" : $"cannot be opened, {errno.Name} ({errno.Text})")}. Promote again{(errno == Errno.EAGAIN ? " when that has ended" : " when it can")}.");
}
