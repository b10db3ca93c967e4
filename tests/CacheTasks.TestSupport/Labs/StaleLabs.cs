using System.Globalization;

namespace CacheTasks.TestSupport;

/// <summary>Labs of test processes that were killed before they could undo them.</summary>
internal static class StaleLabs
{
    internal const string Prefix = "cachetasks-lab-";

    internal static void Remove()
    {
        foreach (var lab in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsOrphan))
        {
            // A detached mount goes for sure, even when something of the killed run still has a file open in it; force ends what
            // waits for a FUSE server that will never answer.
            foreach (var point in MountedBelow.Points(lab))
                Lab.System("umount", "--force", "--lazy", "--no-canonicalize", point);
            // Names need not be UTF-8.
            Lab.System("rm", "-rf", "--one-file-system", lab);
        }
    }

    private static bool IsOrphan(string lab)
    {
        var owner = Path.GetFileName(lab)[Prefix.Length..].Split('-')[0];
        return int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && !Directory.Exists($"/proc/{process}");
    }
}
