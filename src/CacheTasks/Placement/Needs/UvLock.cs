using CacheTasks.Placement.Needs.Toml;

namespace CacheTasks.Placement.Needs;

/// <summary>
/// <c>uv.lock</c>: <c>[[package]]</c> tables with name, version, source and wheels. A higher <c>revision</c> stays readable for who knows
/// the <c>version</c> (uv's documentation, "Resolution", lockfile versioning).
/// </summary>
internal static class UvLock
{
    public const string Known = "1";

    private static readonly HashSet<string> Wanted =
        ["version", "package", "name", "source", "registry", "git", "url", "path", "directory", "wheels", "sdist", "filename"];

    // Kinds of sources whose wheels serve more than one checkout.
    private static readonly string[] Shared = ["registry", "git", "url", "path"];

    private const string Local = "directory";

    /// <exception cref="TomlException">It cannot be read.</exception>
    public static IReadOnlyList<NeededPackage> Read(string text)
    {
        var root = TomlReader.Read(text, Wanted);
        if (root["version"] is not TomlBare version)
        {
            throw new TomlException(0, "it has no version");
        }
        if (version.Text != Known)
        {
            throw new TomlException(0, $"its version is {version.Text}, and only version {Known} is known");
        }
        return root.Tables("package").Select(Need).OfType<NeededPackage>().ToList();
    }

    private static NeededPackage? Need(TomlTable package)
    {
        var name = package.Text("name");
        var source = package.Table("source");
        if (name is null || !PackageName.IsValid(name) || source is null)
        {
            throw new TomlException(0, $"a [[package]] has no {(source is null && name is not null ? $"source ({name})" : "valid name")}");
        }
        // Of a project's own trees (editable, virtual) the cache holds nothing. A version that is made when it is built is not said.
        return Shared.Append(Local).Any(source.Has)
            ? new NeededPackage(PackageName.Normalize(name), package.Text("version") ?? "", Wheels(package), MayBeBuilt: source.Has("git") || package.Has("sdist")) { IsLocal = source.Has(Local) }
            : null;
    }

    private static List<string> Wheels(TomlTable package) =>
        package.Tables("wheels").Select(wheel => WheelName.Of(wheel.Text("filename") ?? wheel.Text("url") ?? wheel.Text("path"))).OfType<string>().ToList();
}
