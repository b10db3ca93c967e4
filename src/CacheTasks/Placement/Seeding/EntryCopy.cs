using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// Copies entries, each a directory tree, from one folder into another that may be in use: complete or not at all, by a rename of what was made
/// beside. Serves both ways, from a layer into a cache and from a cache into a store; the source is only read.
/// </summary>
internal sealed class EntryCopy(CopyTools tools, CancellationToken cancellation)
{
    /// <param name="from">A folder of entries, such as <c>archive-v0</c> of a layer.</param>
    /// <param name="to">The folder that gets them.</param>
    /// <param name="means">Shared by all calls for one pair of places.</param>
    /// <returns>One for each entry, in their order.</returns>
    public IReadOnlyList<EntryOutcome> Run(SafeFileHandle from, SafeFileHandle to, IReadOnlyList<EntryOrder> entries, TransferMeans means)
    {
        if (entries.Count == 0)
        {
            return [];
        }
        using var staging = Staging.Create(tools, to, out var errno);
        if (staging is null)
        {
            var fault = new TransferFault(TransferRefusal.Failed, "", "writing", errno);
            return entries.Select(entry => EntryOutcome.Failed(entry, fault)).ToList();
        }
        var jobs = entries.Select(entry => new EntryJob(tools, entry, from, staging.Handle, to, cancellation) { Progress = tools.Progress }).ToList();
        tools.Transfer.Run(jobs, means, cancellation);
        return jobs.Select(job => job.Outcome).ToList();
    }
}
