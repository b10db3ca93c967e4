namespace CacheTasks.Doctor.Discovery;

/// <summary>A folder with the names of the files in it.</summary>
internal sealed record WalkedFolder(string Path, ISet<string> Files);

/// <summary>
/// Walks the folders below one, the higher ones first, and none that holds what tools made or fetched, that is hidden, or that a symlink leads to. It
/// ends after so many folders, or so deep.
/// </summary>
internal sealed class FolderWalk
{
    private const int MostFolders = 5000;
    private const int Deepest = 8;

    // A folder of that many files is data.
    private const int MostFiles = 2000;

    private static readonly HashSet<string> PassedOver = new(["bin", "obj", "node_modules", "target", "venv", "__pycache__", "site-packages", "artifacts", "vendor"], StringComparer.Ordinal);

    /// <summary>There may be more folders than were walked.</summary>
    public bool IsCut { get; private set; }

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
            walked.Add(new WalkedFolder(path, Look(path, depth < Deepest ? below => waiting.Enqueue((below, depth + 1)) : _ => IsCut = true)));
        }
        return walked;
    }

    private static HashSet<string> Look(string path, Action<string> enter)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (entry is DirectoryInfo)
                {
                    if (IsWalked(entry))
                    {
                        enter(entry.FullName);
                    }
                }
                else if (files.Count < MostFiles)
                {
                    files.Add(entry.Name);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone, or not to be read by this user.
        }
        return files;
    }

    // A name with a control character cannot stand in a project file.
    private static bool IsWalked(FileSystemInfo folder) =>
        folder.Name[0] != '.' && !PassedOver.Contains(folder.Name) && (folder.Attributes & FileAttributes.ReparsePoint) == 0 && !folder.Name.Any(char.IsControl);
}
