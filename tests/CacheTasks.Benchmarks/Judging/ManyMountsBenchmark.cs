using BenchmarkDotNet.Attributes;
using CacheTasks.Platform;

namespace CacheTasks.Benchmarks.Judging;

/// <summary>What a mount table costs that is as long as a busy container host's. Aim: 10,000 mounts add no more than 20 ms, once.</summary>
[MemoryDiagnoser]
public class ManyMountsBenchmark
{
    private MountTable _table = null!;

    [Params(30, 10_000)]
    public int Mounts { get; set; }

    [GlobalSetup]
    public void Prepare() => _table = new MountTable(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Mounts).Select(number =>
        $"{number} 1 0:{number} / /var/lib/containers/storage/overlay/{number:x32}/merged rw,relatime shared:{number} - overlay overlay rw,lowerdir=/l/{number},upperdir=/u/{number},workdir=/w/{number}\n"))));

    /// <summary>Whether any can hang, then two mounts by ID: all that a pair asks of it.</summary>
    [Benchmark]
    public object Ask() => (_table.HasRemote, _table.Find((ulong)Mounts), _table.Find((ulong)Mounts / 2));

    /// <summary>One path, as the watchdog asks where a network mount is.</summary>
    [Benchmark]
    public object? AskByPath() => _table.FindByPath($"/var/lib/containers/storage/overlay/{Mounts / 2:x32}/merged/app");
}
