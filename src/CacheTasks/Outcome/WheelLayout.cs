namespace CacheTasks.Outcome;

/// <summary>
/// Where in an unpacked wheel an installed file comes from (packaging.python.org, "Binary distribution format", the .data directory).
/// </summary>
internal static class WheelLayout
{
    /// <summary>Paths relative to the archive, likeliest first.</summary>
    /// <param name="file">Relative to site-packages, as RECORD has it.</param>
    public static IEnumerable<string> Sources(InstalledWheel wheel, string file)
    {
        var data = wheel.Name + ".data";
        if (!file.StartsWith("../", StringComparison.Ordinal))
        {
            return [file, Path.Combine(data, "purelib", file), Path.Combine(data, "platlib", file), .. FromPrefix(data, file)];
        }
        return FromPrefix(data, file.Substring(file.LastIndexOf("../", StringComparison.Ordinal) + 3));
    }

    /// <summary>The name of a command whose script a listed file is; null where it is none.</summary>
    public static string? CommandOf(string file)
    {
        var above = file.LastIndexOf("../", StringComparison.Ordinal);
        var parts = file.Substring(above < 0 ? 0 : above + 3).Split('/');
        return parts.Length == 2 && parts[0] == "bin" ? parts[1] : null;
    }

    // bin/x is a script or data; include/site/python3.x/name/x is a header; the rest is data.
    private static IEnumerable<string> FromPrefix(string data, string path)
    {
        var parts = path.Split('/');
        if (parts[0] == "bin")
        {
            yield return Path.Combine(data, "scripts", string.Join("/", parts.Skip(1)));
        }
        if (parts[0] == "include" && parts.Length > 4)
        {
            yield return Path.Combine(data, "headers", string.Join("/", parts.Skip(4)));
        }
        yield return Path.Combine(data, "data", path);
    }
}
