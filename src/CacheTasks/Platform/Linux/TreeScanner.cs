using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform.Linux;

/// <summary>Scans by folder, in the order of their depth: the first to be looked at are those that a tool uses first.</summary>
internal sealed class TreeScanner : ITreeScanner
{
    public ScanResult Scan(string root, ScanRequest request)
    {
        var files = FileSystem.Current!;
        var tally = new ScanTally(request);
        if (!files.Stat(root, followLink: true, out var status).Succeeded || status.Kind != FileKind.Directory)
        {
            return tally.Result(null);
        }
        var opened = files.OpenDirectory(root, out var handle);
        using (handle)
        {
            if (!opened.Succeeded)
            {
                tally.AddUnreadable(() => root);
            }
            else
            {
                Walk(root, handle, status, request, tally);
            }
        }
        return tally.Result(status);
    }

    private static void Walk(string path, SafeFileHandle handle, FileStatus status, ScanRequest request, ScanTally tally)
    {
        // The scan closes its descriptors itself, this one when the handle goes.
        var root = ScannedFolder.Root((int)handle.DangerousGetHandle(), path, status.Owner, status.Mode);
        root.Use();
        ScanQueue? queue = null;
        var reader = new FolderReader(request, tally, status, folder => queue!.Add(folder));
        queue = new ScanQueue(reader.Read);
        reader.Judge(root, "."u8, FileKind.Directory, status.Owner, status.Mode, status.Links, isRoot: true);
        queue.Add(root);
        queue.Finish();
        ScannedFolder.Forget(root);
    }
}
