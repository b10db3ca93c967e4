using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform.Linux;

/// <summary>A tree at work: what was met in it so far, and how many of its folders are not finished.</summary>
internal sealed class TransferTree(TransferJob job, SafeFileHandle from, SafeFileHandle? to)
{
    private TransferFault? _fault;
    private long _files;
    private long _bytes;
    private long _sum;
    private long _cloned;
    private long _linked;
    private long _copied;
    private int _unfinished = 1;

    public TransferJob Job { get; } = job;

    /// <summary>Nothing more of it needs to be read.</summary>
    public bool HasFailed => Volatile.Read(ref _fault) is not null;

    public TransferFolder Root() =>
        new(this, (int)from.DangerousGetHandle(), to is null ? -1 : (int)to.DangerousGetHandle(), [], PathSum.Start, 0, OwnsDescriptors: false);

    public void Fail(TransferFault fault) => Interlocked.CompareExchange(ref _fault, fault, null);

    public void Add(in TransferTally tally)
    {
        var files = Interlocked.Add(ref _files, tally.Files);
        var bytes = Interlocked.Add(ref _bytes, tally.Bytes);
        Job.Progress?.Add(tally.Files);
        Interlocked.Add(ref _sum, (long)tally.Sum);
        Interlocked.Add(ref _cloned, tally.Cloned);
        Interlocked.Add(ref _linked, tally.Linked);
        Interlocked.Add(ref _copied, tally.Copied);
        if (files > Job.MostFiles || bytes > Job.MostBytes)
        {
            Fail(new TransferFault(TransferRefusal.TooMuch, "", "reading", Errno.None));
        }
    }

    public void Expect() => Interlocked.Increment(ref _unfinished);

    /// <summary>The thread that finishes the last folder ends the tree.</summary>
    public void FinishFolder()
    {
        if (Interlocked.Decrement(ref _unfinished) > 0)
        {
            return;
        }
        from.Dispose();
        to?.Dispose();
        Job.Progress?.AddGroup();
        Job.End(new TransferResult(_fault, _files, _bytes, (ulong)_sum, _cloned, _linked, _copied));
    }
}

/// <summary>What one folder adds to its tree.</summary>
internal struct TransferTally
{
    public long Files;
    public long Bytes;
    public ulong Sum;
    public long Cloned;
    public long Linked;
    public long Copied;
}

/// <summary>A folder whose descriptors are open and whose files are not copied yet.</summary>
/// <param name="To">-1: nothing is written.</param>
/// <param name="Path">Below the tree, with a NUL behind it for each name but the last; for messages.</param>
internal sealed record TransferFolder(TransferTree Tree, int From, int To, byte[] Path, ulong Sum, int Depth, bool OwnsDescriptors);
