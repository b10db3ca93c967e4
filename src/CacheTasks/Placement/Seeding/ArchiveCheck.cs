using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>Finds the unpacked wheels of a cache that are what their RECORD says: no file missing, none too many, all sizes equal.</summary>
internal static class ArchiveCheck
{
    /// <param name="contents">Checksums too, which reads every byte.</param>
    public static HashSet<ArchiveId> FindGood(CopyTools tools, SafeFileHandle root, IEnumerable<ArchiveId> archives, bool contents, CancellationToken cancellation)
    {
        var jobs = archives.Distinct().Select(archive => new Job(tools, root, archive, contents)).ToList();
        tools.Transfer.Run(jobs, new TransferMeans(TransferWay.Copy), cancellation);
        return [.. jobs.Where(job => job.IsGood).Select(job => job.Archive)];
    }

    private sealed class Job(CopyTools tools, SafeFileHandle root, ArchiveId archive, bool contents) : TransferJob
    {
        private WheelRecord? _record;

        public ArchiveId Archive => archive;

        public bool IsGood { get; private set; }

        public override bool Begin(out SafeFileHandle from, out SafeFileHandle? to)
        {
            to = null;
            var opened = CacheFolders.Open(tools.Trees, root, archive.ToString(), out from);
            _record = opened.Succeeded ? WheelRecord.Read(tools.Trees, from) : null;
            if (_record is null)
            {
                from.Dispose();
                return false;
            }
            (MostFiles, MostBytes, Unsized) = (_record.Files, _record.MostBytes, _record.Unsized);
            return true;
        }

        public override void End(TransferResult result) => IsGood = _record!.Matches(result) && (!contents || WheelContents.Match(tools.Trees, root, archive.ToString()));
    }
}
