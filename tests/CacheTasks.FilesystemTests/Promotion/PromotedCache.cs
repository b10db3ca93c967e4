using CacheTasks.Diagnostics;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Promotion;

/// <summary>A project, uv, and caches that it fills; each is promoted into a store.</summary>
internal sealed class PromotedCache(Lab lab, string version, params IReadOnlyList<Wheel> wheels)
{
    private readonly Uv _uv = Uv.Find(version);

    private readonly PythonProject _project = PythonProject.Create(lab.MakeFolder("project"), lab.MakeFolder("wheels"), wheels);

    public int Packages => wheels.Count;

    public string Fill(string name)
    {
        var cache = Path.Combine(lab.Root, name);
        _project.Lock(_uv).Warm(_uv, cache);
        return cache;
    }

    public static PromotionResult Promote(string cache, string store, bool dryRun = false) =>
        new UvPromotion(CopyTools.Current!, CancellationToken.None).Run(cache, store, dryRun);

    public static IReadOnlyList<string> Show(IEnumerable<Finding> findings) => [.. findings.Select(finding => $"{finding.EffectiveSeverity} {finding.Rule} {finding.Text}")];

    /// <summary>uv installs all from this cache, links it, and neither unpacks a wheel nor warns.</summary>
    public void CheckServes(string cache)
    {
        var archives = Archives(cache);
        var environment = _project.Environment(lab.MakeFolder("home"), cache);
        environment["UV_PROJECT_ENVIRONMENT"] = Path.Combine(Path.GetDirectoryName(cache)!, "environment" + Guid.NewGuid().ToString("N"));
        var synced = _uv.Command(_project.Folder, environment, "sync", "--frozen").Run().OrFail();

        Assert.DoesNotContain("Prepared", synced.StandardError);
        Assert.DoesNotContain("warning", synced.StandardError);
        Assert.Contains($"Installed {Packages} packages", synced.StandardError);
        Assert.AreEqual(string.Join('\n', archives), string.Join('\n', Archives(cache)));
    }

    public void Prune(string cache) => _uv.Command(_project.Folder, _project.Environment(lab.MakeFolder("home"), cache), "cache", "prune").Run().OrFail();

    public static IReadOnlyList<string> Archives(string cache) =>
        Directory.Exists(Path.Combine(cache, "archive-v0")) ? [.. Directory.EnumerateDirectories(Path.Combine(cache, "archive-v0")).Where(folder => Path.GetFileName(folder)[0] != '.').Order(StringComparer.Ordinal)] : [];

    /// <summary>Relative symlinks to archives of the store, each with the file that uv finds it by.</summary>
    public static IReadOnlyList<string> CheckPointers(string store, string when = "")
    {
        var pointers = WheelPointers.In(store);
        Comparison.AssertNone($"pointers to what is not whole {when}", [.. pointers.Select(WheelPointers.FindFault).OfType<string>()]);
        return pointers;
    }
}
