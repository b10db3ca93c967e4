namespace CacheTasks.Platform;

/// <summary>Looks through a tree for entries of other users: in parallel, and without a word about any entry that is not reported.</summary>
internal interface ITreeScanner
{
    /// <summary>
    /// Walks the tree from the top down, never into another mount and never through a symlink; the root itself may be one. What vanishes
    /// meanwhile is passed over.
    /// </summary>
    ScanResult Scan(string root, ScanRequest request);
}
