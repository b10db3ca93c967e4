using CacheTasks.Diagnostics;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// The locks of a promotion: uv's own, shared, on both sides, so that neither is pruned or cleaned meanwhile, and one between promotions, since
/// two that bring the same wheel under different archives would leave a mixture. A collection has those of the store for itself.
/// </summary>
internal sealed class PromotionTurn : IDisposable
{
    private const string Name = ".cachetasks-promote.lock";

    // Passed by promotions on their way in, and closed by a collection that waits: else a store that is always being filled is never collected.
    private const string Gate = ".cachetasks-collect.lock";

    // uv waits that long for its own (UV_LOCK_TIMEOUT); a promotion may take minutes on a slow volume.
    private static readonly TimeSpan ForUv = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForOthers = TimeSpan.FromMinutes(30);

    private readonly CopyTools _tools;
    private readonly Store _store;
    private readonly StoreUse _use;
    private readonly CancellationToken _cancellation;
    private readonly List<CacheLock> _locks = [];
    private Finding? _fault;

    private PromotionTurn(CopyTools tools, Store store, StoreUse use, CancellationToken cancellation) => (_tools, _store, _use, _cancellation) = (tools, store, use, cancellation);

    public void Dispose() => _locks.ForEach(held => held.Dispose());

    /// <returns>Null with a finding when somebody holds one of them all that time.</returns>
    public static PromotionTurn? Take(CopyTools tools, SafeFileHandle cache, Store store, CancellationToken cancellation, out Finding? fault)
    {
        var turn = new PromotionTurn(tools, store, StoreUse.Promotion, cancellation);
        using (var gate = new PromotionTurn(tools, store, StoreUse.Promotion, cancellation))
        {
            // uv's before the last: pruning removes what is not uv's own, and so the files of the others.
            turn._fault = gate.Add(store.Handle, Gate, exclusive: false, ForOthers) ? null : gate._fault;
            turn.Add(cache, CacheLock.OfTheTool, exclusive: false, ForUv);
            turn.Add(store.Handle, CacheLock.OfTheTool, exclusive: false, ForUv);
        }
        turn.Add(store.Handle, Name, exclusive: true, ForOthers);
        return turn.Taken(out fault);
    }

    /// <summary>As <c>uv cache prune</c>: nobody promotes meanwhile, and no uv works in the store. Who reads it as a layer takes no lock.</summary>
    /// <returns>As above.</returns>
    public static PromotionTurn? TakeAlone(CopyTools tools, Store store, CancellationToken cancellation, out Finding? fault)
    {
        var turn = new PromotionTurn(tools, store, StoreUse.Collection, cancellation);
        turn.Add(store.Handle, Gate, exclusive: true, ForOthers);
        turn.Add(store.Handle, CacheLock.OfTheTool, exclusive: true, ForOthers);
        turn.Add(store.Handle, Name, exclusive: true, ForOthers);
        return turn.Taken(out fault);
    }

    private PromotionTurn? Taken(out Finding? fault)
    {
        fault = _fault;
        if (fault is null)
        {
            return this;
        }
        Dispose();
        return null;
    }

    // After one that could not be had none is tried.
    private bool Add(SafeFileHandle folder, string name, bool exclusive, TimeSpan patience)
    {
        if (_fault is null && CacheLock.Take(_tools, folder, name, exclusive, patience, _cancellation) is { } held)
        {
            _locks.Add(held);
            // Whoever removes has to know that nobody brings: a promotion that was not seen would be left with half of what it brought.
            _fault = _use == StoreUse.Collection && !held.Lacks.Succeeded ? Unlocked(name, held.Lacks) : null;
        }
        else
        {
            _fault ??= Busy(_tools.Files.PathOf(folder) ?? _store.Path, name);
        }
        return _fault is null;
    }

    private Finding Unlocked(string name, Errno errno) => new(
        errno == Errno.EROFS ? Rules.ReadOnly : errno == Errno.EACCES || errno == Errno.EPERM ? Rules.NotWritable : Rules.Locked,
        $"nothing is {_use.Done} {_use.Where} {PrintedText.Of(_store.Path)}: {name} in it cannot be locked ({errno.Text}, {errno.Name}), so nobody knows who works there. {_use.Again} as the user who owns the store, where file locks work.");

    private Finding Busy(string folder, string name) => new(
        Rules.Locked,
        $"nothing is {_use.Done} {_use.Where} {PrintedText.Of(_store.Path)}: {PrintedText.Of(folder)}/{name} is held by another process (uv cache clean or prune, or another promotion or collection). {_use.Again} when that has ended.");
}
