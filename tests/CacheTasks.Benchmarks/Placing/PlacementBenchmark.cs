using BenchmarkDotNet.Attributes;
using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.TestSupport;

namespace CacheTasks.Benchmarks.Placing;

/// <summary>The placement of one step with its record, against the verdict on one pair alone. Aim: ≤ 5 ms when the choice is remembered, or there is nothing to choose.</summary>
[MemoryDiagnoser]
public class PlacementBenchmark
{
    private readonly ToolProfile _uv = ToolProfiles.Shipped.Find("uv")!;
    private Lab _lab = null!;
    private string _far = "";
    private string _near = "";
    private string _target = "";

    [GlobalSetup]
    public void Prepare()
    {
        _lab = new Lab();
        _lab.Image("home", "ext4", "-q", "-F");
        _lab.Image("work", "xfs", "-q");
        _far = Warm(_lab.MakeFolder("home", ".cache", "uv"));
        _near = Warm(_lab.MakeFolder("work", "caches", "uv"));
        _target = Path.Combine(_lab.MakeFolder("work", "team", "app"), ".venv");
        _lab.MakeFolder("work", "team", "app", ".git");
        Warm(Place("colocate", _far, "memory"));
    }

    [GlobalCleanup]
    public void Remove() => _lab.Dispose();

    [Benchmark(Baseline = true)]
    public object Judge() => Colocator.Judge(FileSystem.Current!, _near, _target, _uv.CacheFiles).Verdict!;

    /// <summary>Most builds: the cache links and lasts.</summary>
    [Benchmark]
    public string Keep() => Place("keep", _near, "near");

    [Benchmark]
    public string KeepOfACacheThatCannotBeLinked() => Place("keep", _far, "far");

    [Benchmark]
    public string Remembered() => Place("colocate", _far, "memory");

    [Benchmark]
    public string ChosenAnew() => Place("colocate", _far, "");

    private string Place(string asked, string cache, string records)
    {
        var metadata = new Dictionary<string, string> { ["Tool"] = "uv", ["ToolVersion"] = "0.13.8", ["CacheDirectory"] = cache, ["CacheFrom"] = "tool", ["TargetDirectory"] = _target, ["Placement"] = asked };
        var step = new Step("SyncPython", name => metadata.GetValueOrDefault(name, ""), (name, value) => metadata[name] = value);
        using var mounts = FileSystem.Current!.ReadMounts();
        var record = records.Length > 0 ? StepRecord.Open(Path.Combine(_lab.Root, records), "SyncPython") : null;
        var situation = new Situation(cache, _target, "uv", Person.Current(FileSystem.Users!))
        {
            Environment = name => name == "HOME" ? _lab.Home : null,
        };
        var placement = new CachePlacement(new PlacementSystem(FileSystem.Current!, FileSystem.Users!, FileSystem.Room!, mounts), step, _uv, situation) { Record = record };
        placement.Run();
        record?.Save();
        return placement.Lines.Count > 0 ? step.CacheDirectory : throw new InvalidOperationException("nothing was concluded");
    }

    private static string Warm(string cache)
    {
        var archive = Directory.CreateDirectory(Path.Combine(cache, "archive-v0", "8Zfs", "requests")).FullName;
        File.WriteAllBytes(Path.Combine(archive, "core.py"), new byte[5000]);
        return cache;
    }
}
