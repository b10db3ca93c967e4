using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A layer that a real uv filled, a cache that is to be seeded from it, and a project whose lock file needs all of it.</summary>
internal sealed class HotCache
{
    private readonly Lab _lab;
    private readonly Uv _uv;
    private readonly PythonProject _project;
    private readonly string _filled;

    /// <param name="hot">The folder in which the layer is filled.</param>
    /// <param name="near">The folder in which cache and environment lie.</param>
    /// <param name="wheels">How many; each of some twenty files.</param>
    public HotCache(Lab lab, string uvVersion, string hot, string near, int wheels = 3)
    {
        _lab = lab;
        Wheels = wheels;
        _uv = Skips.Needs("uv " + uvVersion, () => Uv.Find(uvVersion));
        _filled = Layer = Path.Combine(hot, "uv");
        Cache = Path.Combine(near, "cache");
        _project = PythonProject.Create(Path.Combine(near, "app"), lab.MakeFolder("wheels"), [.. Enumerable.Range(0, wheels).Select(number => Wheel.Mixed("wheel" + number))]).Lock(_uv);
        _project.Warm(_uv, _filled);
        Before = Digest();
    }

    /// <summary>The same layer and project, and another cache beside this one.</summary>
    public HotCache At(string name)
    {
        var other = (HotCache)MemberwiseClone();
        other.Cache = Path.Combine(Path.GetDirectoryName(Cache)!, name);
        return other;
    }

    /// <summary>Where the layer is seen; another path where it is mounted elsewhere.</summary>
    public string Layer { get; set; }

    public string Cache { get; set; }

    public int Wheels { get; }

    public string Project => _project.Folder;

    /// <summary>Each cache has one of its own beside it.</summary>
    public string Environment => Cache.TrimEnd('/') + "-venv";

    public IReadOnlyList<string> Before { get; }

    public string Version => _uv.Version;

    /// <summary>What SeedCaches says: its lines, then each diagnostic with its code.</summary>
    public IReadOnlyList<string> Seed(params string[] settings)
    {
        var engine = ProbeLoop.Seed.Run("uv", _uv.Version, Cache, _project.Folder, [Layer], settings);
        return
        [
            .. engine.Messages.Select(message => (string.IsNullOrEmpty(message.Code) ? "" : $"message {message.Code}: ") + message.Message?.Trim()),
            .. engine.Warnings.Select(warning => $"warning {warning.Code}: {warning.Message}"),
            .. engine.Errors.Select(error => $"error {error.Code}: {error.Message}"),
        ];
    }

    /// <summary>The same in a process of its own.</summary>
    public Command SeedProcess(params string[] settings) => new(
        System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "CacheTasks.ProbeLoop.dll"), "seed", "uv", _uv.Version, Cache, _project.Folder, Layer, .. settings]);

    /// <summary>Into a new environment.</summary>
    public CommandResult Sync()
    {
        if (Directory.Exists(Environment))
            Directory.Delete(Environment, recursive: true);
        return Uv_("sync", "--frozen", "--offline");
    }

    public CommandResult Uv_(params string[] arguments)
    {
        var environment = _project.Environment(_lab.Home, Cache);
        environment["UV_PROJECT_ENVIRONMENT"] = Environment;
        return _uv.Command(_project.Folder, environment, arguments).Run();
    }

    /// <summary>Everything about the layer that reading must not change.</summary>
    public IReadOnlyList<string> Digest() => [.. DirectoryTree.Listing(_filled, links: false), .. DirectoryTree.Contents(_filled)];

    public string[] Archives => Directory.GetDirectories(Path.Combine(Cache, "archive-v0")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal).ToArray();

    /// <summary>uv finds all it needs, links it, and unpacks nothing again: the wheel files are still where the lock file says.</summary>
    public void AssertSyncs()
    {
        var archives = Archives;
        var synced = Sync();
        Assert.IsTrue(synced.Succeeded, synced.ToString());
        Assert.DoesNotContain("warning", synced.StandardError);
        CollectionAssert.AreEqual(archives, Archives, "uv unpacked wheels again");
    }

    public void AssertLayerIsUntouched() => Comparison.AssertNone("changes in the layer", [.. DirectoryTree.Differences(Before, Digest())]);
}
