using System.Diagnostics;
using System.Globalization;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;

namespace CacheTasks.Benchmarks.Seeding;

/// <summary>
/// All unpacked wheels of a real cache from one folder into another on fresh filesystems, against the same calls in C with one thread and with two,
/// and against cp. Aims: 0.8 of the better C, 1.3 times <c>cp -al</c> where hard links are used. Each round runs every contestant once, the
/// median counts. Needs root for the mounts.
/// </summary>
internal sealed class SeedingBenchmark : IDisposable
{
    private const int Rounds = 7;

    private readonly string _root = Directory.CreateTempSubdirectory("cachetasks-seeding-").FullName;
    private readonly string _archives;
    private readonly string _program;

    private SeedingBenchmark(string archives)
    {
        _archives = archives;
        _program = Path.Combine(_root, "transfer");
        CCompiler.Compile("Seeding/transfer.c", _program, "-pthread");
    }

    /// <param name="args">The cache whose archives are copied, then the filesystems; none: all.</param>
    public static void Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: seeding CACHE [ext4|xfs|btrfs|tmpfs...]: a uv cache with unpacked wheels in archive-v0");
            return;
        }
        using var benchmark = new SeedingBenchmark(Path.Combine(args[0], "archive-v0"));
        foreach (var type in args.Length > 1 ? args[1..] : ["ext4", "xfs", "btrfs", "tmpfs"])
        {
            benchmark.Measure(type);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Measure(string type)
    {
        var disk = Path.Combine(_root, type);
        Directory.CreateDirectory(disk);
        Mount(type, disk);
        try
        {
            Shell("cp", "-a", _archives, Path.Combine(disk, "from"));
            Shell("sync", "-f", disk);
            var files = Directory.EnumerateFiles(Path.Combine(disk, "from"), "*", SearchOption.AllDirectories).Count();
            foreach (var way in type is "xfs" or "btrfs" ? new[] { "clone", "link", "copy" } : ["link", "copy"])
            {
                Compare(type, way, disk, files);
            }
        }
        finally
        {
            Shell("umount", disk);
            File.Delete(disk + ".img");
        }
    }

    private void Compare(string type, string way, string disk, int files)
    {
        var cp = way switch { "link" => new[] { "-al" }, "clone" => ["-a", "--reflink=always"], _ => ["-a", "--reflink=never"] };
        var contestants = new (string Name, Action<string> Run)[]
        {
            ("C, 1 thread", to => Shell(_program, way, "1", Path.Combine(disk, "from"), to)),
            ("C, 2 threads", to => Shell(_program, way, "2", Path.Combine(disk, "from"), to)),
            ("seeding", to => Seed(way, Path.Combine(disk, "from"), to)),
            ("cp " + string.Join(' ', cp), to => Shell("cp", [.. cp, Path.Combine(disk, "from"), to])),
        };
        var times = contestants.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var number = 0; number < contestants.Length; number++)
            {
                var time = Time(disk, contestants[number].Run);
                if (round >= 0)
                {
                    times[number].Add(time);
                }
            }
        }
        var medians = times.Select(list => list.Order().ElementAt(list.Count / 2)).ToArray();
        var best = Math.Min(medians[0], medians[1]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{type,-6} {way,-6} {files} files: {string.Join(", ", contestants.Select((each, number) => $"{each.Name} {medians[number]:0} ms"))}; of the better C {best / medians[2]:0.00}, of cp {medians[3] / medians[2]:0.00}"));
    }

    private static double Time(string disk, Action<string> run)
    {
        var to = Path.Combine(disk, "to");
        Directory.CreateDirectory(to);
        var clock = Stopwatch.StartNew();
        run(to);
        var time = clock.Elapsed.TotalMilliseconds;
        Shell("rm", "-rf", to);
        // What is written back later must not disturb the next one.
        Shell("sync", "-f", disk);
        return time;
    }

    private static void Seed(string way, string source, string target)
    {
        var tools = CopyTools.Current!;
        tools.Trees.OpenDirectory(source, out var from);
        tools.Trees.OpenDirectory(target, out var to);
        using (from)
        using (to)
        {
            var orders = Directory.EnumerateDirectories(source).Select(path => new EntryOrder(Path.GetFileName(path)) { IsWheel = true }).ToList();
            var means = new TransferMeans(way switch { "clone" => TransferWay.Clone, "link" => TransferWay.Link, _ => TransferWay.Copy });
            var bad = new EntryCopy(tools, CancellationToken.None).Run(from, to, orders, means).FirstOrDefault(outcome => outcome.State != EntryState.Copied);
            if (bad is not null)
            {
                throw new InvalidOperationException($"{bad.Entry.Name} {bad.State}: {bad.Why}");
            }
        }
    }

    private static void Mount(string type, string point)
    {
        if (type == "tmpfs")
        {
            Shell("mount", "-t", "tmpfs", "-o", "size=3g", "tmpfs", point);
            return;
        }
        using (var image = File.Create(point + ".img"))
        {
            image.SetLength(4L << 30);
        }
        Shell("mkfs." + type, "-q", point + ".img");
        Shell("mount", "-o", "loop,noatime", point + ".img", point);
    }

    private static void Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
        }
    }
}
