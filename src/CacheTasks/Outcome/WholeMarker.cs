using System.Text;
using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>
/// A file beside the record that says in which state of its folders all packages of a target were whole: whatever is made, renamed or removed in a folder
/// changes its time, so that a build in which nothing was installed looks at folders, not at files.
/// </summary>
/// <param name="path">Of the marker; null: there is none.</param>
internal sealed class WholeMarker(IFileSystem files, string? path, string target)
{
    private const string Version = "cachetasks 1";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _states = [];

    public bool IsValid()
    {
        try
        {
            return path is not null && File.Exists(path) && IsValid(File.ReadAllLines(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Notes the folders as they are before a file is looked at, so that what changes meanwhile is seen next time.</summary>
    /// <param name="looks">Some of the target's packages.</param>
    public void Note(IReadOnlyList<WheelLook> looks)
    {
        if (path is not null)
        {
            _states.AddRange(FoldersOf(looks).Select(folder => StateOf(folder) + " " + folder));
        }
    }

    /// <summary>All packages were looked at, and are whole.</summary>
    public void Write()
    {
        if (path is null)
        {
            return;
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Join("\n", [Version, .. _states, "end"]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without it the next build looks again.
        }
    }

    private bool IsValid(string[] lines) =>
        lines.Length > 2 && lines[0] == Version && lines[lines.Length - 1] == "end" && Folder(lines[1]) == target && lines.Skip(1).Take(lines.Length - 2).All(line => line == StateOf(Folder(line)) + " " + Folder(line));

    private static string Folder(string line) => line.Substring(line.IndexOf(' ') + 1);

    // The target comes first: the marker of another one is none.
    private IEnumerable<string> FoldersOf(IReadOnlyList<WheelLook> looks)
    {
        if (_seen.Add(target))
        {
            yield return target;
        }
        foreach (var look in looks)
        {
            foreach (var above in Above(look.Wheel.SitePackages).Where(_seen.Add))
            {
                yield return above;
            }
            foreach (var file in look.Listed)
            {
                var name = file.Path.Text;
                var end = name.LastIndexOf('/');
                if (look.Wheel.IsWithin(file) && _seen.Add(look.Wheel.SitePackages + "/" + name.Substring(0, Math.Max(0, end))))
                {
                    yield return look.Wheel.SitePackages + "/" + name.Substring(0, Math.Max(0, end));
                }
            }
        }
    }

    // A new environment, or one of a new Python, is a new folder in one of them.
    private IEnumerable<string> Above(string site)
    {
        for (var folder = site; folder is not null && folder.Length > target.Length; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    private string StateOf(string folder) =>
        files.Stat(folder, followLink: true, out var status).Succeeded ? $"{status.Inode}:{status.Modified}" : "none";
}
