using System.Globalization;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>
/// Removes names that a probe left when its process was killed outright: only names of our own pattern whose process does not
/// exist any more.
/// </summary>
internal static class Leftovers
{
    public static void Remove(IFileSystem files, SafeFileHandle directory)
    {
        foreach (var name in files.FindNames(directory, ProbeFile.Prefix))
        {
            if (IsOrphan(files, name))
            {
                files.Remove(directory, name);
            }
        }
    }

    private static bool IsOrphan(IFileSystem files, string name)
    {
        var owner = name.Substring(ProbeFile.Prefix.Length).Split('-')[0];
        return int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0 && !files.ProcessExists(process);
    }
}
