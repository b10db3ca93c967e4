using System.Text;
using CacheTasks.Placement.Needs;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// Finds what a uv cache holds that another machine can use: unpacked wheels, wheels built from source, answers of indexes. Not environments,
/// interpreters and build trees, which belong to one machine, nor lock files (facts of uv: read-only cache, layering schemes).
/// </summary>
internal sealed class UvCacheScan(ITreeChanges trees)
{
    public const string Archives = "archive-v";
    public const string Wheels = "wheels-v";
    public const string Built = "sdists-v";

    // wheels-v7/index/<hash>/<name> and sdists-v10/git/<hash>/<commit>/<id> are the deepest of uv's own.
    private const int Deepest = 12;

    private const string Repositories = "git";
    private const string Metadata = "metadata.msgpack";

    private static readonly string[] Keys = [".http", ".rev"];
    private static readonly string[] Endings = [.. Keys, ".msgpack"];

    private readonly List<CacheUnit> _units = [];
    private readonly List<UnitFile> _strays = [];
    private readonly List<(string Path, Errno Errno)> _unread = [];

    /// <summary>Symlinks of wheels, and files of revisions of source distributions, to which no file leads any more: what killed runs left.</summary>
    public IReadOnlyList<UnitFile> Strays => _strays;

    /// <summary>Folders that could not be read.</summary>
    public IReadOnlyList<(string Path, Errno Errno)> Unread => _unread;

    public IReadOnlyList<CacheUnit> Run(SafeFileHandle cache)
    {
        foreach (var bucket in List(cache, "").Where(entry => entry.Kind == FileKind.Directory).Select(entry => entry.Name))
        {
            if (IsBucket(bucket, Wheels))
            {
                Walk(cache, bucket, bucket, 0, AddWheels);
            }
            else if (IsBucket(bucket, Built))
            {
                Walk(cache, bucket, bucket, 0, AddSource);
            }
            else if (IsBucket(bucket, "simple-v") || IsBucket(bucket, "flat-index-v"))
            {
                Walk(cache, bucket, bucket, 0, AddAnswers);
            }
        }
        return _units;
    }

    private void Walk(SafeFileHandle parent, string name, string path, int depth, Func<SafeFileHandle, string, IReadOnlyList<(string Name, FileKind Kind)>, bool> add)
    {
        var opened = trees.OpenDirectory(parent, name, out var folder);
        using (folder)
        {
            if (!opened.Succeeded || depth > Deepest)
            {
                _unread.Add((path, opened.Succeeded ? Errno.ELOOP : opened));
                return;
            }
            var entries = List(folder, path);
            if (add(folder, path, entries))
            {
                return;
            }
            foreach (var below in entries.Where(entry => entry.Kind == FileKind.Directory && entry.Name[0] != '.'))
            {
                Walk(folder, below.Name, $"{path}/{below.Name}", depth + 1, add);
            }
        }
    }

    private bool AddWheels(SafeFileHandle folder, string path, IReadOnlyList<(string Name, FileKind Kind)> entries)
    {
        foreach (var group in entries.Where(IsKept).GroupBy(entry => Stem(entry.Name)))
        {
            AddUnit(folder, path, group, name => Keys.Any(key => name == group.Key + key));
        }
        return false;
    }

    // The folder of one version: revision.http or .rev, and beside it the revision's folder. Of a git commit the files themselves.
    private bool AddSource(SafeFileHandle folder, string path, IReadOnlyList<(string Name, FileKind Kind)> entries)
    {
        var key = entries.FirstOrDefault(entry => entry.Name is "revision.http" or "revision.rev").Name;
        var files = new List<UnitFile>();
        if (key is null)
        {
            files.AddRange(Read(folder, path, entries.Where(IsKept)));
            if (IsLostRevision(path, files))
            {
                _strays.AddRange(files);
            }
            else if (files.Count > 0)
            {
                _units.Add(new CacheUnit(null, Order(files)));
            }
            return files.Count > 0 || path.EndsWith("/editable", StringComparison.Ordinal);
        }
        foreach (var below in entries.Where(entry => entry.Kind == FileKind.Directory && entry.Name[0] != '.'))
        {
            var opened = trees.OpenDirectory(folder, below.Name, out var revision);
            using (revision)
            {
                files.AddRange(opened.Succeeded ? Read(revision, $"{path}/{below.Name}", List(revision, path).Where(IsKept)) : []);
            }
        }
        _units.Add(new CacheUnit(new UnitFile(path, key, null), Order(files)));
        return true;
    }

    // The folder of a revision, beside which its key would be, with nothing in it that is not known; of a commit there is one revision, its own folder.
    private static bool IsLostRevision(string path, List<UnitFile> files)
    {
        var folders = path.Split('/');
        return folders.Length == RevisionDepth(folders) && folders[1] != Repositories && files.Any(file => file.Archive is not null || file.Name == Metadata)
            && files.All(file => file.Archive is not null || file.Name == Metadata || file.Name.EndsWith(WheelName.Ending, StringComparison.Ordinal));
    }

    /// <summary>How many folders lead to a revision of a source distribution, from the bucket on; 0 where there is none.</summary>
    public static int RevisionDepth(string[] folders) => folders.Length < 2 ? 0 : folders[1] switch { "pypi" or Repositories => 5, "index" => 6, "url" or "path" => 4, _ => 0 };

    private bool AddAnswers(SafeFileHandle folder, string path, IReadOnlyList<(string Name, FileKind Kind)> entries)
    {
        _units.AddRange(Read(folder, path, entries.Where(entry => IsKept(entry) && entry.Kind == FileKind.File)).Select(file => new CacheUnit(file, [])));
        return false;
    }

    private void AddUnit(SafeFileHandle folder, string path, IEnumerable<(string Name, FileKind Kind)> entries, Func<string, bool> isKey)
    {
        var files = Read(folder, path, entries);
        var key = files.FirstOrDefault(file => isKey(file.Name));
        _strays.AddRange(files.Where(file => key is null && file.Archive is not null));
        // Without its key nothing leads to an archive; what else is known of the wheel stands alone.
        var rest = files.Where(file => file != key && (key is not null || file.Archive is null)).ToList();
        if (key is not null || rest.Count > 0)
        {
            _units.Add(new CacheUnit(key, Order(rest)));
        }
    }

    // Symlinks last: they are what pruning counts as a reference, and the key follows.
    private static IReadOnlyList<UnitFile> Order(IEnumerable<UnitFile> files) => files.OrderBy(file => file.Archive is not null).ThenBy(file => file.Path, StringComparer.Ordinal).ToList();

    private List<UnitFile> Read(SafeFileHandle folder, string path, IEnumerable<(string Name, FileKind Kind)> entries)
    {
        var files = new List<UnitFile>();
        foreach (var (name, kind) in entries)
        {
            if (kind == FileKind.File)
            {
                files.Add(new UnitFile(path, name, null));
            }
            else if (kind == FileKind.Symlink && trees.ReadLink(folder, name, out var content).Succeeded && ArchiveOf(content) is { } archive)
            {
                files.Add(new UnitFile(path, name, archive));
            }
        }
        return files;
    }

    /// <summary><c>archive-vN/ID</c>, by which an absolute or relative symlink ends; null where it leads elsewhere.</summary>
    public static string? ArchiveOf(byte[] content)
    {
        var parts = Encoding.UTF8.GetString(content, 0, content.Length - 1).Split('/');
        return parts.Length >= 2 && IsBucket(parts[parts.Length - 2], Archives) && parts[parts.Length - 1] is { Length: > 0 } and not (".." or ".")
            ? $"{parts[parts.Length - 2]}/{parts[parts.Length - 1]}"
            : null;
    }

    private List<(string Name, FileKind Kind)> List(SafeFileHandle folder, string path)
    {
        var listed = trees.List(folder, out var entries);
        if (!listed.Succeeded)
        {
            _unread.Add((path, listed));
        }
        // uv's own names are ASCII; another is nothing of uv's.
        return entries.Select(entry => (Name: entry.Name.Text, Kind: trees.KindOf(folder, entry)))
            .Where(entry => entry.Name.Length > 0 && entry.Name.All(letter => letter is > ' ' and < '\x7F')).Select(entry => (entry.Name, entry.Kind)).ToList();
    }

    private static bool IsKept((string Name, FileKind Kind) entry) =>
        entry.Kind is FileKind.File or FileKind.Symlink && entry.Name[0] != '.' && !entry.Name.EndsWith(".lock", StringComparison.Ordinal);

    /// <summary>What the files of one wheel begin with: version and tags.</summary>
    public static string Stem(string name) =>
        Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } found ? name.Substring(0, name.Length - found.Length) : name;

    /// <summary>Whether a name is one of uv's folders in a cache, of whatever kind: <c>simple-v18</c>.</summary>
    public static bool IsBucket(string name) => name.LastIndexOf("-v", StringComparison.Ordinal) is var end && end > 0 && IsBucket(name, name.Substring(0, end + 2));

    /// <summary>Whether a folder of the cache is of that kind, in any of uv's generations.</summary>
    /// <param name="prefix">Such as <c>wheels-v</c>.</param>
    public static bool IsBucket(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && name.Skip(prefix.Length).All(char.IsDigit);
}
