using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// Looks at some of the cache's own files: a fresh file says what the filesystem can do, a real one what owner, mode, flags, link count
/// and layer allow. Packages are walked as uv does, each directory in the filesystem's order.
/// </summary>
internal sealed class CacheSample
{
    private const int FewPackages = 3;
    private const int FewFiles = 32;
    private const int FewFolders = 64;
    private const int FewEntries = 64;
    private const int MostLevels = 32;

    private readonly IFileSystem _files;
    private readonly IReadOnlyList<string> _rewritten;
    private readonly bool _all;
    private readonly List<SampledFile> _found = [];
    private int _package;
    private int _left;
    private int _folders;

    private CacheSample(IFileSystem files, IReadOnlyList<string> rewritten, bool all)
    {
        _files = files;
        _rewritten = rewritten;
        _all = all;
    }

    /// <summary>The folder of the cache that holds the files which are linked; the cache itself when there is none yet.</summary>
    /// <param name="cache">An existing directory.</param>
    /// <param name="pattern">A folder name with an optional final <c>*</c>; of several the one with the highest number.</param>
    public static string FindFolder(string cache, string pattern)
    {
        if (pattern.Length == 0)
        {
            return cache;
        }
        try
        {
            return Directory.EnumerateDirectories(cache, pattern).OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal).LastOrDefault() ?? cache;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return cache;
        }
    }

    /// <summary>A handful of files of a few packages; what cannot be read is no sample, the probe of the directory itself says why.</summary>
    /// <param name="folder">Its folders are the packages.</param>
    /// <param name="rewritten">Names of the files that the tool writes itself in each target, such as RECORD.</param>
    /// <param name="all">Every file of every package instead.</param>
    public static IReadOnlyList<SampledFile> Find(IFileSystem files, string folder, IReadOnlyList<string> rewritten, bool all = false)
    {
        var sample = new CacheSample(files, rewritten, all);
        if (files.OpenDirectory(folder, out var handle).Succeeded)
        {
            using (handle)
            {
                sample.WalkPackages(folder, handle);
            }
        }
        return sample._found;
    }

    private void WalkPackages(string folder, Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        foreach (var entry in _files.List(handle, _all ? int.MaxValue : FewEntries))
        {
            var before = _found.Count;
            _left = _all ? int.MaxValue : FewFiles;
            _folders = _all ? int.MaxValue : FewFolders;
            Visit(folder, handle, entry, MostLevels);
            _package += _found.Count > before ? 1 : 0;
            if (!_all && _package == FewPackages)
            {
                return;
            }
        }
    }

    private void Walk(string folder, Microsoft.Win32.SafeHandles.SafeFileHandle parent, string name, int levels)
    {
        if (levels == 0 || --_folders < 0)
        {
            return;
        }
        var opened = _files.OpenDirectory(parent, name, out var handle);
        if (!opened.Succeeded)
        {
            // A package that cannot be read at all is one that the tool cannot install.
            if (opened == Errno.EACCES && _files.Stat(parent, name, out var status).Succeeded)
            {
                _found.Add(new SampledFile(Path.Combine(folder, name), status, _package, _found.Count));
            }
            return;
        }
        using (handle)
        {
            foreach (var entry in _files.List(handle, _all ? int.MaxValue : FewEntries))
            {
                if (_left <= 0)
                {
                    return;
                }
                Visit(Path.Combine(folder, name), handle, entry, levels);
            }
        }
    }

    private void Visit(string folder, Microsoft.Win32.SafeHandles.SafeFileHandle handle, DirectoryEntry entry, int levels)
    {
        // Pointers and environments in a cache are symlinks; a link of one says nothing about files.
        if (entry.Kind is FileKind.Symlink or FileKind.Other)
        {
            return;
        }
        var status = default(FileStatus);
        if (entry.Kind != FileKind.Directory && !_files.Stat(handle, entry.Name, out status).Succeeded)
        {
            return;
        }
        if (entry.Kind == FileKind.Directory || status.Kind == FileKind.Directory)
        {
            Walk(folder, handle, entry.Name, levels - 1);
        }
        else if (status.Kind == FileKind.File)
        {
            _found.Add(new SampledFile(Path.Combine(folder, entry.Name), status, _package, _found.Count, _rewritten.Contains(entry.Name)));
            _left--;
        }
    }
}
