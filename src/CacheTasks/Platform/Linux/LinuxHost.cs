namespace CacheTasks.Platform.Linux;

/// <summary>Reads <see cref="HostFacts"/> from /proc and /sys; what cannot be read counts as the kernel's default.</summary>
internal static class LinuxHost
{
    public static HostFacts Read()
    {
        var status = Text("/proc/self/status");
        return new HostFacts(
            Text("/proc/sys/fs/protected_hardlinks").Trim() != "0",
            MapsAll(Read("/proc/self/uid_map")),
            HasField(status, "NoNewPrivs", '1'),
            HasField(status, "Seccomp", '2'),
            Text("/sys/kernel/security/lsm").Trim());
    }

    /// <summary>The initial namespace has one line, <c>0 0 4294967295</c>; one whose map was not written yet has none and maps nobody.</summary>
    /// <param name="map">Null where it cannot be read.</param>
    internal static bool MapsAll(string? map) =>
        map is null || map.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split([' '], StringSplitOptions.RemoveEmptyEntries))
            .Sum(fields => fields.Length == 3 && ulong.TryParse(fields[2], out var count) ? (decimal)count : 0) >= uint.MaxValue;

    private static bool HasField(string status, string name, char value) =>
        status.Split('\n').Any(line => line.StartsWith(name + ":", StringComparison.Ordinal) && line.TrimEnd().EndsWith(value));

    private static string Text(string path) => Read(path) ?? "";

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
