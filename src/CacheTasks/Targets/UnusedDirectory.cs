using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>
/// A hook runs before a step whose own target then has a false Condition: the directory made for it goes again, so that only steps
/// that ran have one.
/// </summary>
internal static class UnusedDirectory
{
    private static readonly string[] OwnFiles = [PrivateDirectory.TagName, CheckoutNote.Name];

    /// <summary>Removes the directory where it holds nothing but what it was made with.</summary>
    public static void Remove(IFileSystem files, string directory)
    {
        var opened = files.OpenDirectory(Path.GetDirectoryName(directory) ?? "/", out var parent);
        using (parent)
        {
            var below = opened.Succeeded ? files.OpenBelow(parent, Path.GetFileName(directory), out var handle) : NoHandle.After(opened, out handle);
            using (handle)
            {
                if (!below.Succeeded || files.List(handle, OwnFiles.Length + 1).Any(entry => !OwnFiles.Contains(entry.Name)))
                {
                    return;
                }
                foreach (var name in OwnFiles)
                {
                    files.Remove(handle, name);
                }
            }
            files.RemoveDirectory(parent, Path.GetFileName(directory));
        }
    }
}
