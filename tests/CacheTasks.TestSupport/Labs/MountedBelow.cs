using System.Text.RegularExpressions;

namespace CacheTasks.TestSupport;

/// <summary>Mounts and loop devices that belong to a folder.</summary>
public static partial class MountedBelow
{
    /// <summary>Mount points at or below the folder, the latest mount first.</summary>
    public static IReadOnlyList<string> Points(string folder) =>
        [.. File.ReadLines("/proc/self/mountinfo")
            .Select(line => Unescape(line.Split(' ')[4]))
            .Where(point => point == folder || point.StartsWith(folder + "/", StringComparison.Ordinal))
            .Reverse()];

    /// <summary>What is left of a lab whose folder was that.</summary>
    public static IReadOnlyList<string> Leaks(string folder)
    {
        // The kernel frees a loop device at its last close, and that may be udev's, which looks at each new device.
        SpinWait.SpinUntil(() => LoopDevices(folder).Count == 0, TimeSpan.FromSeconds(10));
        return [.. Points(folder).Select(point => "still mounted: " + point), .. LoopDevices(folder).Select(device => "loop device left: " + device)];
    }

    private static List<string> LoopDevices(string folder) =>
        [.. Directory.EnumerateDirectories("/sys/block", "loop*")
            .Where(device => BackingFile(device)?.StartsWith(folder + "/", StringComparison.Ordinal) == true)];

    private static string? BackingFile(string device)
    {
        try
        {
            return File.ReadAllText(Path.Combine(device, "loop", "backing_file"));
        }
        catch (IOException)
        {
            return null; // not in use, or freed between the listing and the reading
        }
    }

    private static string Unescape(string point) =>
        Escape().Replace(point, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
