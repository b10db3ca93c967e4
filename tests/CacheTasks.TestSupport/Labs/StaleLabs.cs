using System.Globalization;

namespace CacheTasks.TestSupport;

/// <summary>Labs of test processes that were killed before they could undo them.</summary>
internal static class StaleLabs
{
    internal const string Prefix = "cachetasks-lab-";

    private static readonly Lock s_one = new();

    // One at a time: two would unmount the same thing, and the second finds nothing there.
    internal static void Remove()
    {
        lock (s_one)
            RemoveAll();
    }

    private static void RemoveAll()
    {
        foreach (var lab in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsOrphan))
        {
            // A detached mount goes for sure, even when something of the killed run still has a file open in it; force ends what
            // waits for a FUSE server that will never answer. Names that are no UTF-8 are left to commands: .NET cannot say them.
            foreach (var point in MountedBelow.Points(lab).Where(point => point != lab && !point.Contains('\uFFFD', StringComparison.Ordinal)))
                Lab.System("umount", "--force", "--lazy", "--no-canonicalize", point);
            if (MountedBelow.Points(lab).Count > 0)
                Lab.System("umount", "--recursive", "--lazy", lab);
            Lab.System("rm", "--recursive", "--force", "--one-file-system", lab);
        }
    }

    private static bool IsOrphan(string lab)
    {
        var owner = Path.GetFileName(lab)[Prefix.Length..].Split('-')[0];
        return int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && !Directory.Exists($"/proc/{process}");
    }
}
