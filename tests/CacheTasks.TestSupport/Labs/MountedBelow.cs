using System.Text.RegularExpressions;

namespace CacheTasks.TestSupport;

/// <summary>Mounts and loop devices that belong to a folder.</summary>
public static partial class MountedBelow
{
    /// <summary>Mount points at or below the folder, the latest mount first.</summary>
    public static IReadOnlyList<string> Points(string folder) =>
        [.. File.ReadLines("/proc/self/mountinfo")
            .Select(line => Unescape(line.Split(' ')[4]))
            .Where(point => IsAtOrBelow(point, folder))
            .Reverse()];

    /// <summary>What is left of a lab whose folder was that.</summary>
    public static IReadOnlyList<string> Leaks(string folder) =>
    [
        .. Points(folder).Select(point => "still mounted: " + point),
        .. IsCopiedElsewhere(folder) ? [] : LoopDevices(folder).Select(device => "loop device left: " + device),
    ];

    /// <summary>
    /// Whether another mount namespace has these mounts too: one that somebody made while they were there, such as that
    /// of a service that was just started. They end with that namespace, and their loop devices with them.
    /// </summary>
    internal static bool IsCopiedElsewhere(string folder) =>
        Processes.Where(process => LinkOf(process, "ns/mnt") is { } other && other != LinkOf("/proc/self", "ns/mnt"))
            .Any(process => Read(Path.Combine(process, "mountinfo"))?.Contains(folder, StringComparison.Ordinal) == true);

    /// <summary>Whether a process stands in this very folder.</summary>
    public static bool IsWorkingDirectory(string folder) => Processes.Any(process => LinkOf(process, "cwd") == folder);

    private static IEnumerable<string> Processes => Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]));

    // The kernel frees a loop device at its last close, and that may be udev's, which looks at each new device.
    internal static void WaitForLoopDevices(string image) =>
        SpinWait.SpinUntil(() => LoopDevices(image).Count == 0 || IsCopiedElsewhere(Path.GetDirectoryName(image)!), TimeSpan.FromSeconds(10));

    private static List<string> LoopDevices(string backing) =>
        [.. Directory.EnumerateDirectories("/sys/block", "loop*").Where(device => IsAtOrBelow(BackingFile(device), backing))];

    private static string? LinkOf(string process, string name)
    {
        try
        {
            return new FileInfo(Path.Combine(process, name)).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // the process has ended
        }
    }

    private static string? BackingFile(string device) => Read(Path.Combine(device, "loop", "backing_file"))?.Trim();

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // not in use, or gone between the listing and the reading
        }
    }

    private static bool IsAtOrBelow(string? path, string folder) =>
        path == folder || path?.StartsWith(folder + "/", StringComparison.Ordinal) == true;

    private static string Unescape(string point) =>
        Escape().Replace(point, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
