using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Layers;

/// <summary>Opens a layer, or says why it cannot be used; the build goes on without it.</summary>
internal sealed class LayerCheck(IFileSystem files, Watchdog watchdog)
{
    private const string ArchivePrefix = "archive-v";

    // A listing of a cache's root is short; a huge directory that is none is not read to its end.
    private const int MostEntries = 10_000;

    /// <param name="cache">The local one, which may not exist yet.</param>
    public OpenLayer? Open(string path, string cache, string tool, CacheBuckets buckets, out Finding? finding)
    {
        finding = null;
        if (watchdog.FindSilent(path) is { } silent)
        {
            finding = Unusable(path, $"it is on {silent.Source}, which {silent.NoAnswer}", "Bring the server back, or remove the CacheLayer.");
            return null;
        }
        var opened = files.OpenDirectory(path, out var root);
        if (opened.Succeeded)
        {
            finding = LayerOverlap.Find(files, path, root, cache) ?? Judge(path, files.List(root, MostEntries), tool, buckets);
            if (finding is null)
            {
                return new OpenLayer(path, root, watchdog.MayWait(path));
            }
        }
        else
        {
            finding = NotOpened(path, opened);
        }
        root.Dispose();
        return null;
    }

    private static Finding NotOpened(string path, Errno errno) =>
        errno == Errno.ENOENT ? Unusable(path, "it does not exist", "Mount it, correct the CacheLayer, or give it a Condition with Exists.")
        : errno == Errno.ENOTDIR ? Unusable(path, "it is a file, not a directory", "Set the CacheLayer to the directory of a cache.")
        : Unusable(path, $"it cannot be read: {errno.Text} ({errno.Name})", $"To see it: `ls {ShellText.Quote(path)}`.");

    private static Finding? Judge(string path, IReadOnlyList<DirectoryEntry> entries, string tool, CacheBuckets buckets)
    {
        var names = entries.Select(entry => entry.Name).ToList();
        if (names.Contains(buckets.Wheels) || names.Contains(buckets.Built))
        {
            return null;
        }
        if (names.Count == 0)
        {
            return Unusable(path, "it is empty", "Mount it, or fill it: docs/layers.md.");
        }
        var others = names.Where(name => IsOfKind(name, buckets.Wheels)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        return others.Count > 0
            ? Unusable(path, $"it holds {string.Join(", ", others.Select(PrintedText.Of))}, and {tool} looks for {buckets.Wheels}", $"Fill it with the same version of the tool as well; several versions may share it.")
            : Unusable(path, $"it holds neither {buckets.Wheels} nor {ArchivePrefix}0: it is no cache of {tool}", "Set the CacheLayer to what the tool calls its cache directory.");
    }

    // wheels-v6 is what wheels-v7 was.
    private static bool IsOfKind(string name, string bucket) =>
        bucket.LastIndexOf('v') is > 0 and var end && name.Length > end + 1 && name.StartsWith(bucket.Substring(0, end + 1), StringComparison.Ordinal) && name.Skip(end + 1).All(char.IsDigit);

    private static Finding Unusable(string path, string why, string whatToDo) =>
        new(Rules.UnusableLayer, $"nothing is taken from the layer {PrintedText.Of(path)}: {why}. The step runs as it would without it. {whatToDo}");
}
