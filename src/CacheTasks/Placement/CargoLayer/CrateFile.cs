namespace CacheTasks.Placement.CargoLayer;

/// <summary>The archive of one version of a crate, in one registry of a CARGO_HOME.</summary>
/// <param name="Registry">The folder that cargo gives the registry: <c>HOST-HASH</c>.</param>
/// <param name="Checksum">SHA-256 of the archive, lower-case hex; empty: one that the index entry holds.</param>
internal sealed record CrateFile(string Registry, string Name, string Version, string Checksum)
{
    public string FileName => $"{Name}-{Version}.crate";

    public override string ToString() => $"{Name} {Version}";
}

/// <summary>The folders of a CARGO_HOME (observed with cargo 1.95, and The Cargo Book, "Cargo Home").</summary>
internal static class RegistryPath
{
    public const string Root = "registry";
    public const string Index = Root + "/index";
    public const string Archives = Root + "/cache";

    public static string IndexOf(string registry) => $"{Index}/{registry}";

    public static string ArchivesOf(string registry) => $"{Archives}/{registry}";

    /// <summary>Where the index entry of a crate lies: <c>.cache/1/a</c>, <c>.cache/2/ab</c>, <c>.cache/3/a/abc</c>, <c>.cache/ab/cd/abcd…</c> ("Registry Index").</summary>
    public static (string Folder, string Name) EntryOf(string registry, string crate)
    {
        var name = crate.ToLowerInvariant();
        var folder = name.Length switch
        {
            1 => "1",
            2 => "2",
            3 => $"3/{name[0]}",
            _ => $"{name.Substring(0, 2)}/{name.Substring(2, 2)}",
        };
        return ($"{IndexOf(registry)}/.cache/{folder}", name);
    }

    /// <summary>What cargo could have named a registry's folder; nothing that leads elsewhere.</summary>
    public static bool IsRegistry(string name) =>
        name.Length is > 0 and < 200 && name[0] != '.' && name.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_');
}
