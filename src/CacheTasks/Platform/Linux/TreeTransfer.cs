using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>The threads of a run. The caller's is one of them.</summary>
internal sealed unsafe class TreeTransfer : ITreeTransfer
{
    private const int MostThreads = 8;

    // Of requests on the way, not of work.
    private const int WaitingThreads = 16;

    public void Run(IReadOnlyList<TransferJob> jobs, TransferMeans means, CancellationToken cancellation)
    {
        var queue = new TransferQueue(jobs);
        var threads = means.Waits ? WaitingThreads : Math.Min(Math.Max(2, Environment.ProcessorCount), MostThreads);
        // One large tree keeps several threads busy too, but only a network is worth more of them than there are trees.
        var helpers = new Task[Math.Max(0, (means.Waits ? threads : Math.Min(jobs.Count, threads)) - 1)];
        for (var number = 0; number < helpers.Length; number++)
        {
            helpers[number] = Task.Factory.StartNew(() => Work(queue, means, helps: true, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        try
        {
            Work(queue, means, helps: false, cancellation);
        }
        finally
        {
            // What went wrong in one of them comes out here, not in a thread that nobody watches.
            Task.WaitAll(helpers, CancellationToken.None);
        }
    }

    private static void Work(TransferQueue queue, TransferMeans means, bool helps, CancellationToken cancellation)
    {
        var files = new FileTransfer(means);
        var folders = new FolderTransfer(queue, files, cancellation);
        while (!(helps && means.WantsOneThread) && queue.TryTake(out var folder, out var job))
        {
            try
            {
                folder ??= job!.Begin(out var from, out var to) ? new TransferTree(job, from, to).Root() : null;
                if (folder is not null)
                {
                    folders.Transfer(folder);
                }
            }
            finally
            {
                queue.Done();
            }
        }
    }

    public TransferFault? CopyFile(SafeFileHandle from, EntryName name, SafeFileHandle to)
    {
        var tally = new TransferTally();
        fixed (byte* path = name)
        {
            var outcome = new FileTransfer(new TransferMeans(TransferWay.Copy)).Transfer(
                (int)from.DangerousGetHandle(), path, (int)to.DangerousGetHandle(), long.MaxValue, own: false, ref tally, out _);
            return outcome.Succeeded ? null : new TransferFault(outcome.Refusal, name.Text, outcome.Doing, outcome.Errno);
        }
    }

    public Errno CreateFile(SafeFileHandle parent, EntryName name, uint mode, out SafeFileHandle handle)
    {
        fixed (byte* path = name)
        {
            var descriptor = openat((int)parent.DangerousGetHandle(), path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC, mode);
            var errno = descriptor < 0 ? new Errno(Marshal.GetLastPInvokeError()) : Errno.None;
            handle = new SafeFileHandle(descriptor, ownsHandle: true);
            return errno;
        }
    }
}
