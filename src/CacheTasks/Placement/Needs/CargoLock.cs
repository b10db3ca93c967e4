using CacheTasks.Placement.Needs.Toml;

namespace CacheTasks.Placement.Needs;

/// <summary>A package that comes from elsewhere than the workspace.</summary>
/// <param name="Source"><c>registry+URL</c>, <c>sparse+URL</c> or <c>git+URL#commit</c>.</param>
/// <param name="Checksum">SHA-256 of the crate archive in lower-case hex; empty where the lock file has none.</param>
internal sealed record CargoPackage(string Name, string Version, string Source, string Checksum)
{
    public bool FromGit => Source.StartsWith("git+", StringComparison.Ordinal);
}

/// <summary>
/// <c>Cargo.lock</c>, versions 1 to 4: in the first the checksums stand in <c>[metadata]</c>, from the third on the version is written
/// (cargo's documentation, core/resolver/encode.rs).
/// </summary>
internal static class CargoLock
{
    public const string FileName = "Cargo.lock";

    public const string Known = "1 to 4";

    /// <exception cref="TomlException">It cannot be read.</exception>
    public static IReadOnlyList<CargoPackage> Read(string text)
    {
        var root = TomlReader.Read(text);
        if (root.Has("version") && root["version"] is not TomlBare { Text: "1" or "2" or "3" or "4" })
        {
            throw new TomlException(0, $"its version is {(root["version"] as TomlBare)?.Text ?? "not a number"}, and only versions {Known} are known");
        }
        var checksums = root.Table("metadata");
        return root.Tables("package").Select(package => Read(package, checksums)).OfType<CargoPackage>().ToList();
    }

    private static CargoPackage? Read(TomlTable package, TomlTable? checksums)
    {
        if (package.Text("name") is not { } name || package.Text("version") is not { } version || !IsPart(name) || !IsPart(version))
        {
            throw new TomlException(0, "a [[package]] has no valid name and version");
        }
        if (package.Text("source") is not { } source)
        {
            return null;
        }
        var checksum = package.Text("checksum") ?? checksums?.Text($"checksum {name} {version} ({source})") ?? "";
        return new CargoPackage(name, version, source, IsHash(checksum) ? checksum : "");
    }

    // Names become parts of paths.
    private static bool IsPart(string text) => text.Length is > 0 and < 200 && text[0] != '.' && text.All(letter => IsWord(letter) || letter is '-' or '_' or '.' or '+');

    private static bool IsHash(string text) => text.Length == 64 && text.All(letter => letter is >= '0' and <= '9' or >= 'a' and <= 'f');

    private static bool IsWord(char letter) => letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';
}
