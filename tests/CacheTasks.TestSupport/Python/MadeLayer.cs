namespace CacheTasks.TestSupport;

/// <summary>A cache as uv 0.13 keeps one, made by hand: for what no uv would make, and for tests without uv.</summary>
public sealed class MadeLayer(string folder)
{
    private const string Index = "wheels-v7/index/0123456789abcdef";

    public string Location => folder;

    /// <summary>The folder of the pointers to a package.</summary>
    public string PointersOf(string package) => Path.Combine(folder, Index, package);

    public string ArchiveOf(string package) => Path.Combine(folder, "archive-v0", IdOf(package));

    public static string IdOf(string package) => "Id-" + package;

    /// <summary>An unpacked wheel of version 1.0 and its pointer.</summary>
    /// <param name="link">What the pointer's symlink says, where it differs from what uv writes.</param>
    public MadeLayer Add(string package, string? link = null)
    {
        Directory.CreateDirectory(PointersOf(package));
        UnpackedWheel.Make(Directory.CreateDirectory(Path.Combine(folder, "archive-v0")).FullName, IdOf(package), package);
        var stem = Path.Combine(PointersOf(package), "1.0-py3-none-any");
        File.CreateSymbolicLink(stem, link ?? "../../../../archive-v0/" + IdOf(package));
        File.WriteAllText(stem + ".rev", $"rev {IdOf(package)} {package}-1.0-py3-none-any.whl");
        File.WriteAllText(stem + ".msgpack", "metadata");
        File.WriteAllText(stem + ".lock", "");
        return this;
    }

    /// <summary>A lock file that needs version 1.0 of these.</summary>
    public static void WriteLock(string project, params IEnumerable<string> packages)
    {
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "uv.lock"), "version = 1\nrevision = 3\nrequires-python = \">=3.8\"\n" + string.Concat(packages.Select(package => $$"""

            [[package]]
            name = "{{package}}"
            version = "1.0"
            source = { registry = "https://example.org/simple" }
            wheels = [
                { url = "https://example.org/{{package}}-1.0-py3-none-any.whl", hash = "sha256:00", size = 1 },
            ]

            """)));
    }
}
