namespace CacheTasks.TestSupport;

/// <summary>
/// An independent witness of how uv installed files: it compares each file that an environment's RECORDs name with
/// the cache's archive of the same wheel, by <c>stat</c> and <c>filefrag</c> alone. Nothing of the product is used.
/// </summary>
public static class Witness
{
    // Always written by uv, even where the archive has a file of that name and these very bytes.
    private static readonly string[] s_own = ["RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"];

    // The client of a server is not told where blocks lie.
    private static readonly string[] s_served = ["nfs", "nfs4", "cifs"];

    /// <param name="cache">The tool's cache.</param>
    /// <param name="environment">The environment that was installed.</param>
    /// <param name="backing">Where a file's inode can be read, when that is not where the tool sees it.</param>
    public static IReadOnlyList<InstalledFile> Look(string cache, string environment, Func<string, string>? backing = null)
    {
        var pairs = InstalledPairs.Find(cache, environment);
        var stats = Stat.Of([.. pairs.SelectMany(pair => pair.Both).Distinct()]);
        var inodes = backing is null ? stats : Stat.Of([.. stats.Keys.Select(backing).Distinct()]);
        var real = backing ?? (path => path);
        var blocks = s_served.Contains(MountEntry.Of(cache).Type) ? real : path => path;
        var extents = Extents.Of([.. pairs.SelectMany(pair => pair.Both).Where(path => !stats[path].IsSymlink).Select(blocks).Distinct()]);
        var clones = Clones(pairs, environment);

        FileKind Kind(InstalledPair pair)
        {
            if (pair.Archive is null || s_own.Contains(Path.GetFileName(pair.Installed)))
                return FileKind.Own;
            if (stats[pair.Installed].IsSymlink)
                return LeadsTo(pair.Installed, pair.Archive) ? FileKind.Symlink : FileKind.Own;
            if (inodes[real(pair.Installed)].IsSameFileAs(inodes[real(pair.Archive)]))
                return FileKind.Hardlink;
            if (!File.ReadAllBytes(pair.Installed).AsSpan().SequenceEqual(File.ReadAllBytes(pair.Archive)))
                return FileKind.Own;
            return clones ? ByBlocks(stats[pair.Installed], [.. extents[blocks(pair.Installed)]], [.. extents[blocks(pair.Archive)]]) : FileKind.Copy;
        }

        // What a symlink stands for, not the length of its own text.
        long Bytes(InstalledPair pair) => stats[stats[pair.Installed].IsSymlink && pair.Archive is { } archive ? archive : pair.Installed].Bytes;

        return [.. pairs.Select(pair => new InstalledFile(pair.Installed, pair.Archive, Kind(pair), Bytes(pair)))];
    }

    /// <summary>The kind of most files that the tool did not write itself.</summary>
    public static FileKind Most(IEnumerable<InstalledFile> files) =>
        files.Where(file => file.Kind != FileKind.Own).CountBy(file => file.Kind).MaxBy(pair => pair.Value).Key;

    // Where nothing can be cloned, a file without blocks is a copy like any other.
    private static bool Clones(IReadOnlyList<InstalledPair> pairs, string environment)
    {
        var clone = Path.Combine(environment, "lib", ".witness");
        try
        {
            var large = pairs.Select(pair => pair.Archive).OfType<string>().MaxBy(path => new FileInfo(path).Length);
            return large is not null && new Command("cp", "--reflink=always", large, clone).Run().Succeeded;
        }
        finally
        {
            File.Delete(clone);
        }
    }

    private static FileKind ByBlocks(Stat stat, Extent[] file, Extent[] archive)
    {
        // Bytes without blocks: a filesystem below an overlay that cannot say.
        if (stat.Bytes == 0 || (file.Length > 0 && file.All(extent => extent.IsInline)))
            return FileKind.Inline;
        return file.Any(extent => extent.IsShared && archive.Any(other => other.IsShared && other.Start == extent.Start))
            ? FileKind.Clone
            : FileKind.Copy;
    }

    // A relative one that was moved leads nowhere, and is no less a symlink for that.
    private static bool LeadsTo(string link, string archive) =>
        File.ResolveLinkTarget(link, returnFinalTarget: true) is not { Exists: true } file || file.FullName == Path.GetFullPath(archive);
}
