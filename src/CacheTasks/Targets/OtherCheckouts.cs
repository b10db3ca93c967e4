using CacheTasks.Colocation;
using System.Text;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets;

/// <summary>
/// Finds out from a target's dependency files whose sources were built into it. Only a few are read, and only their beginning: a
/// second checkout shows in nearly every one.
/// </summary>
/// <param name="pattern">Names of dependency files in a profile's folder, <c>*</c> and an ending.</param>
internal sealed class OtherCheckouts(IFileSystem files, string pattern)
{
    private const int MostFolders = 64;
    private const int MostListed = 4096;
    private const int MostBytes = 64 * 1024;

    private readonly Dictionary<string, string?> _checkouts = [];

    /// <summary>How many files are read: a step must not wait for it.</summary>
    public int MostFiles { get; init; } = 24;

    private int _read;

    /// <param name="target">Absolute; what was generated in it is nobody's source.</param>
    /// <param name="profiles">Its folders in which programs lie.</param>
    /// <param name="own">The checkout that builds now, or its workspace where there is no checkout.</param>
    public IReadOnlyList<string> Find(string target, IEnumerable<string> profiles, string own)
    {
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in profiles.Distinct().Take(pattern.Length == 0 ? 0 : MostFolders))
        {
            var opened = files.OpenDirectory(folder, out var handle);
            using (handle)
            {
                if (opened.Succeeded)
                {
                    others.UnionWith(FindIn(handle, target, own));
                }
            }
        }
        return [.. others];
    }

    private List<string> FindIn(SafeFileHandle folder, string target, string own)
    {
        var found = new List<string>();
        var ending = pattern.TrimStart('*');
        foreach (var entry in files.List(folder, MostListed).Where(entry => entry.Kind is null or FileKind.File && entry.Name.EndsWith(ending, StringComparison.Ordinal)))
        {
            if (_read++ >= MostFiles)
            {
                break;
            }
            var sources = DependencyFile.Parse(Read(folder, entry.Name)).Where(source => !PathText.IsBelow(source, target)).ToList();
            // A crate of another checkout that ours depends on is listed beside ours.
            if (sources.Count > 0 && !sources.Exists(source => PathText.IsBelow(source, own)) && FindCheckout(sources[0]) is { } other && other != own)
            {
                found.Add(other);
            }
        }
        return found;
    }

    // Sources that are gone build nothing any more.
    private string? FindCheckout(string source)
    {
        var folder = Path.GetDirectoryName(source) ?? "/";
        if (!_checkouts.TryGetValue(folder, out var checkout))
        {
            _checkouts[folder] = checkout = Directory.Exists(folder) ? TargetLayout.FindCheckout(folder) ?? folder : null;
        }
        return checkout;
    }

    private string Read(SafeFileHandle folder, string name)
    {
        var opened = files.OpenFile(folder, name, out var handle);
        if (!opened.Succeeded || !files.Stat(handle, out var status).Succeeded || status.Kind != FileKind.File)
        {
            handle.Dispose();
            return "";
        }
        try
        {
            using var stream = new FileStream(handle, FileAccess.Read);
            var bytes = new byte[MostBytes];
            var length = 0;
            for (int read; length < bytes.Length && (read = stream.Read(bytes, length, bytes.Length - length)) > 0; length += read)
            {
            }
            return Encoding.UTF8.GetString(bytes, 0, length);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
