using System.Globalization;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>
/// Removes names that a probe left when its process was killed outright: only names of our own pattern that are some seconds
/// old and whose process does not exist any more, or is this one and did not make them.
/// </summary>
internal static class Leftovers
{
    public static void Remove(IFileSystem files, SafeFileHandle directory)
    {
        foreach (var name in files.FindNames(directory, ProbeFile.Prefix))
        {
            if (IsOrphan(files, directory, name))
            {
                files.Remove(directory, name);
            }
        }
    }

    // Another container has processes of its own, at work under IDs that do not exist here or are ours: what is left of a killed one is old.
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(5);

    private static bool IsOrphan(IFileSystem files, SafeFileHandle directory, string name)
    {
        var owner = name.Substring(ProbeFile.Prefix.Length).Split('-')[0];
        var isProbe = int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0 && !name.StartsWith(ProbeFile.OwnPrefix, StringComparison.Ordinal);
        return isProbe && (!files.ProcessExists(process) || ProbeFile.OwnPrefix.StartsWith(ProbeFile.Prefix + owner + "-", StringComparison.Ordinal)) && IsOld(files, directory, name);
    }

    private static bool IsOld(IFileSystem files, SafeFileHandle directory, string name) =>
        files.Stat(directory, name, out var status).Succeeded && DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(status.Changed / 1_000_000) > LongestProbe;
}
