namespace CacheTasks.Doctor.Discovery;

/// <summary>A folder with the names of the files in it.</summary>
internal sealed record WalkedFolder(string Path, ISet<string> Files);

/// <summary>
/// Walks the folders below one, the higher ones first, and none that holds what tools made or fetched, that is hidden, or that a symlink leads to. It
/// ends after so many folders, or so deep.
/// </summary>
/// <param name="wants">Files that matter, by name; null: any, of which there may be more than are listed.</param>
internal sealed class FolderWalk(Func<string, bool>? wants = null)
{
    private const int MostFolders = 5000;
    private const int Deepest = 8;

    // A folder of that many files is data.
    private const int MostFiles = 2000;

    private static readonly HashSet<string> PassedOver = new(["bin", "obj", "node_modules", "target", "venv", "__pycache__", "site-packages", "artifacts", "vendor"], StringComparer.Ordinal);

    /// <summary>There may be more folders than were walked.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The first folder that could not be read, and why.</summary>
    public (string Path, string Why)? Unread { get; private set; }

    /// <summary>Names of folders that are walked all the same.</summary>
    public IReadOnlyCollection<string> Entered { get; init; } = [];

    /// <summary>Symlinks that lie in the root itself are walked, too, as <c>current</c> of a deployment.</summary>
    public bool FollowsFirstLinks { get; init; }

    public IReadOnlyList<WalkedFolder> Run(string root)
    {
        var walked = new List<WalkedFolder>();
        var waiting = new Queue<(string Path, int Depth)>([(root, 0)]);
        while (waiting.Count > 0)
        {
            var (path, depth) = waiting.Dequeue();
            if (walked.Count == MostFolders)
            {
                IsCut = true;
                break;
            }
            walked.Add(new WalkedFolder(path, Look(path, depth == 0 && FollowsFirstLinks, depth < Deepest ? below => waiting.Enqueue((below, depth + 1)) : _ => IsCut = true)));
        }
        return walked;
    }

    private HashSet<string> Look(string path, bool follow, Action<string> enter)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (entry is DirectoryInfo)
                {
                    if (IsWalked(entry, follow))
                    {
                        enter(entry.FullName);
                    }
                }
                else if (wants is null ? files.Count < MostFiles : wants(entry.Name))
                {
                    files.Add(entry.Name);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not to be read by this user, or not to be named by a text; one that has gone meanwhile holds nothing.
            Unread ??= exception is DirectoryNotFoundException && path.IndexOf('\uFFFD') < 0 ? null : (path, exception.Message);
        }
        return files;
    }

    // A name with a control character cannot stand in a project file.
    private bool IsWalked(FileSystemInfo folder, bool follow) =>
        folder.Name[0] != '.' && (!PassedOver.Contains(folder.Name) || Entered.Contains(folder.Name))
        && (follow || (folder.Attributes & FileAttributes.ReparsePoint) == 0) && (wants is not null || !folder.Name.Any(char.IsControl));
}
