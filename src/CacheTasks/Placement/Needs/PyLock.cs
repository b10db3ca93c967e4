using CacheTasks.Placement.Needs.Toml;

namespace CacheTasks.Placement.Needs;

/// <summary><c>pylock.toml</c> and <c>pylock.&lt;name&gt;.toml</c> (PEP 751): <c>[[packages]]</c> tables with wheels, sdist, archive, vcs or directory.</summary>
internal static class PyLock
{
    public const string Known = "1.x";

    private static readonly HashSet<string> Wanted = ["lock-version", "packages", "name", "version", "wheels", "url", "path", "sdist", "archive", "vcs", "directory"];

    /// <exception cref="TomlException">It cannot be read.</exception>
    public static IReadOnlyList<NeededPackage> Read(string text)
    {
        var root = TomlReader.Read(text, Wanted);
        var version = root.Text("lock-version") ?? throw new TomlException(0, "it has no lock-version");
        if (!version.StartsWith("1.", StringComparison.Ordinal))
        {
            throw new TomlException(0, $"its lock-version is {version}, and only {Known} is known");
        }
        return root.Tables("packages").Select(Need).ToList();
    }

    private static NeededPackage Need(TomlTable package)
    {
        if (package.Text("name") is not { } name || !PackageName.IsValid(name))
        {
            throw new TomlException(0, "a [[packages]] has no valid name");
        }
        var archive = package.Table("archive") is { } given ? File(given) : null;
        var wheels = package.Tables("wheels").Select(File).Append(archive).OfType<string>().ToList();
        // A version may be left out where the source tells it; of a wheel its file name does.
        var version = package.Text("version") ?? (wheels.Count > 0 ? WheelName.Parse(wheels[0])?.Version : null);
        var built = package.Has("vcs") || package.Has("sdist") || (package.Has("archive") && archive is null);
        return new NeededPackage(PackageName.Normalize(name), version ?? "", wheels, built) { IsLocal = package.Has("directory") };
    }

    private static string? File(TomlTable wheel) => WheelName.Of(wheel.Text("name") ?? wheel.Text("url") ?? wheel.Text("path"));
}
