namespace CacheTasks.Platform;

/// <summary>How the contents of a file come over, best first.</summary>
internal enum TransferWay
{
    /// <summary>A file of its own that shares the blocks (ioctl_ficlone(2)).</summary>
    Clone,

    /// <summary>A further name of the same file (link(2)).</summary>
    Link,

    /// <summary>A file of its own.</summary>
    Copy,
}

/// <summary>
/// The way that works between two places, found by the first file and shared by all threads. It only ever falls; once it has worked, a
/// file for which it does not is an exception of that file alone.
/// </summary>
/// <param name="mayLink">False: the new files must be files of their own.</param>
internal sealed class TransferMeans(TransferWay first, bool mayLink = true)
{
    private volatile int _way = (int)first;
    private volatile bool _proven;

    public TransferWay Way => (TransferWay)_way;

    /// <summary>Not between these two filesystems, or not in this kernel: copy_file_range(2) is left out.</summary>
    public volatile bool CopiesInKernel = true;

    /// <summary>The source answers across a network: several requests on the way cost as much as one.</summary>
    public bool Waits { get; init; }

    /// <summary>
    /// Clones are made under locks of the whole filesystem: on xfs and btrfs a second thread makes them slower (59 and 53 thousand a second, 38 and 33).
    /// </summary>
    public bool WantsOneThread => _proven && Way == TransferWay.Clone;

    public void Prove() => _proven = true;

    /// <summary>What to try for this file instead.</summary>
    public TransferWay After(TransferWay failed)
    {
        if (_way != (int)failed)
        {
            // Another thread has found that out already.
            return Way;
        }
        var next = failed == TransferWay.Clone && !_proven && mayLink ? TransferWay.Link : TransferWay.Copy;
        if (!_proven)
        {
            _way = (int)next;
        }
        return next;
    }
}
