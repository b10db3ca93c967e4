using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>Finds the unpacked wheels of a cache that are what their RECORD says: no file missing, none too many, all sizes equal.</summary>
internal static class ArchiveCheck
{
    /// <param name="contents">Checksums too, which reads every byte.</param>
    public static HashSet<ArchiveId> FindGood(CopyTools tools, SafeFileHandle root, IEnumerable<ArchiveId> archives, bool contents, CancellationToken cancellation)
    {
        var jobs = archives.Distinct().Select(archive => (Archive: archive, Job: new Job(tools, root, archive.ToString(), contents) { Progress = tools.Progress })).ToList();
        tools.Progress?.BeginGroups("checking", "files", jobs.Count, "packages");
        tools.Transfer.Run(jobs.Select(each => each.Job).ToList(), new TransferMeans(TransferWay.Copy), cancellation);
        return [.. jobs.Where(each => each.Job.IsGood).Select(each => each.Archive)];
    }

    /// <param name="folder">That holds the unpacked wheel.</param>
    /// <param name="contents">As above.</param>
    public static bool IsGood(CopyTools tools, SafeFileHandle folder, string name, bool contents, CancellationToken cancellation)
    {
        var job = new Job(tools, folder, name, contents);
        tools.Transfer.Run([job], new TransferMeans(TransferWay.Copy), cancellation);
        return job.IsGood;
    }

    private sealed class Job(CopyTools tools, SafeFileHandle root, string path, bool contents) : TransferJob
    {
        private WheelRecord? _record;

        public bool IsGood { get; private set; }

        public override bool Begin(out SafeFileHandle from, out SafeFileHandle? to)
        {
            to = null;
            var opened = CacheFolders.Open(tools.Trees, root, path, out from);
            _record = opened.Succeeded ? WheelRecord.Read(tools.Trees, from) : null;
            if (_record is null)
            {
                from.Dispose();
                return false;
            }
            (MostFiles, MostBytes, Unsized) = (_record.Files, _record.MostBytes, _record.Unsized);
            return true;
        }

        public override void End(TransferResult result) => IsGood = _record!.Matches(result) && (!contents || WheelContents.Match(tools.Trees, root, path));
    }
}
