using CacheTasks.FilesystemTests.Promotion;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Fleet;

/// <summary>
/// A volume with generations of one store, <c>current</c> leading to the newest, seen by machines through a read-only mount and through a server;
/// and the caches of two builders, filled apart, so that each has the same wheels under other names.
/// </summary>
internal sealed class FleetStore
{
    private const string KeptPrefix = "kept";
    private const string Current = "current";

    private readonly Lab _lab;
    private readonly string _volume;
    private readonly Uv _uv;
    private readonly Dictionary<string, IReadOnlyList<string>> _filled = [];

    public FleetStore(Lab lab, int wheels)
    {
        _lab = lab;
        Wheels = wheels;
        _uv = Skips.Needs("uv 0.13.8", () => Uv.Find("0.13.8"));
        _volume = lab.Image("volume", "ext4");
        var kept = Enumerable.Range(0, wheels).Select(number => Wheel.Mixed(KeptPrefix + number)).ToList();
        var loose = Enumerable.Range(0, wheels).Select(number => Wheel.Mixed("loose" + number));
        Shop = PythonProject.Create(lab.MakeFolder("keep", "shop"), lab.MakeFolder("wheels"), kept).Lock(_uv);
        Trial = PythonProject.Create(lab.MakeFolder("trial"), Shop.Wheels, [.. kept, .. loose]).Lock(_uv);
        Builders = [Path.Combine(lab.Root, "builder1"), Path.Combine(lab.Root, "builder2")];
        foreach (var cache in Builders)
            Trial.Warm(_uv, cache);
        AddGeneration();
        Near = lab.Bind(_volume, "near");
        Lab.System("mount", "-o", "remount,bind,ro", Near);
        Far = Fixtures.MountSshfs(lab, _volume, SshfsOptions());
    }

    public int Wheels { get; }

    /// <summary>The project whose lock file protects what it names.</summary>
    public PythonProject Shop { get; }

    /// <summary>One that needs the same and as much again, which nobody protects.</summary>
    public PythonProject Trial { get; }

    public string Keep => Path.GetDirectoryName(Shop.Folder)!;

    public IReadOnlyList<string> Builders { get; }

    /// <summary>Where machines see the volume.</summary>
    public string Near { get; }

    /// <summary>The same through sshfs, which remembers what it saw for 20 s.</summary>
    public string Far { get; }

    public string Store => Path.Combine(_volume, Current);

    public static string LayerOn(string mount) => Path.Combine(mount, Current);

    public IReadOnlyList<string> Generations => [.. _filled.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Fills another generation aside, and swaps: what docs/fleets.md says.</summary>
    public void AddGeneration()
    {
        var name = $"generation{_filled.Count + 1}";
        Assert.IsEmpty(PromotedCache.Promote(Builders[_filled.Count % 2], Path.Combine(_volume, name)).Findings);
        _filled[Path.Combine(_volume, name)] = KeptIn(Path.Combine(_volume, name));
        new Command("sh", "-c", $"ln -s {name} {Current}.new && mv -T {Current}.new {Current}") { WorkingDirectory = _volume }.Run().OrFail();
    }

    public void RemoveOldGenerations()
    {
        foreach (var old in Generations.SkipLast(1))
        {
            Directory.Delete(old, recursive: true);
            _filled.Remove(old);
        }
    }

    public void AssertKeptEntriesAreUntouched() =>
        Comparison.AssertNone("changes in what lock files name", [.. _filled.SelectMany(generation => DirectoryTree.Differences(generation.Value, KeptIn(generation.Key)))]);

    /// <summary>One machine with an empty cache: seeds it, looks at what it got, and syncs from it.</summary>
    public void Consume(string machine, string mount, PythonProject project)
    {
        var cache = Path.Combine(_lab.Root, "machines", machine);
        var seeded = ProbeProcess.Seed(_uv.Version, cache, project.Folder, LayerOn(mount), TimeSpan.FromMinutes(1)).Run().OrFail().StandardOutput;

        var pointers = PromotedCache.CheckPointers(cache, $"on {machine}");
        Assert.HasCount(Wheels, pointers.Where(pointer => pointer.Contains("/" + KeptPrefix, StringComparison.Ordinal)), $"{machine} lacks what is protected: {seeded}");
        Assert.DoesNotContain("CACHETASKS0007", seeded);
        if (project == Shop)
            Assert.DoesNotContain("CACHETASKS", seeded);
        Comparison.AssertNone("parts left on " + machine, PromotedLeftovers(cache));

        var environment = project.Environment(_lab.Home, cache);
        environment["UV_PROJECT_ENVIRONMENT"] = cache + "-venv";
        var synced = _uv.Command(project.Folder, environment, "sync", "--frozen", "--offline").Run().OrFail();
        // What uv had to unpack anew would stand there: the wheel files are still where the lock file says.
        if (project == Shop)
            Assert.DoesNotContain("Prepared", synced.StandardError);
        Assert.Contains($"Installed {(project == Shop ? Wheels : 2 * Wheels)} packages", synced.StandardError);
        Directory.Delete(cache, recursive: true);
        Directory.Delete(cache + "-venv", recursive: true);
    }

    public static IReadOnlyList<string> PromotedLeftovers(string folder) =>
        [.. Directory.EnumerateDirectories(folder, ".cachetasks-seed-*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })];

    // Inodes and times of archives and pointers, and every byte.
    private static IReadOnlyList<string> KeptIn(string generation)
    {
        var archives = WheelPointers.In(generation).Where(pointer => pointer.Contains("/" + KeptPrefix, StringComparison.Ordinal))
            .Select(pointer => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(pointer)!, new FileInfo(Path.ChangeExtension(pointer, null)).LinkTarget!)));
        return
        [
            .. DirectoryTree.Listing(generation).Where(line => line.StartsWith("wheels-", StringComparison.Ordinal) && line.Contains("/" + KeptPrefix, StringComparison.Ordinal)),
            .. archives.SelectMany(archive => DirectoryTree.Listing(archive).Concat(DirectoryTree.Contents(archive)).Select(line => $"{Path.GetFileName(archive)} {line}")),
        ];
    }

    // uv's caches hold symlinks that lead upwards, which newer ones refuse to read unless told; older ones do not know the option.
    private static string SshfsOptions() =>
        new Command("sshfs", "--help").Run() is var help && (help.StandardOutput + help.StandardError).Contains("no_contain_symlinks", StringComparison.Ordinal) ? ",ro,no_contain_symlinks" : ",ro";
}
