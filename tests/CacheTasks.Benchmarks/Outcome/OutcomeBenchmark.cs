using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Attributes;
using CacheTasks.Outcome;
using CacheTasks.Platform;

namespace CacheTasks.Benchmarks.Outcome;

/// <summary>
/// The outcome of an environment of 12,900 files against the same system calls in C: hard links on ext4, clones on xfs. Aim: ratio ≤ 1.5. Unchanged is what
/// a build costs in which nothing was installed.
/// </summary>
public unsafe class OutcomeBenchmark
{
    private InstalledEnvironment _environment = null!;
    private nint _library;
    private string _path = "";
    private delegate* unmanaged<byte*, byte*, int, int> _outcome;
    private byte[] _archives = [];
    private byte[] _site = [];

    [Params("ext4", "xfs")]
    public string FileSystemType { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _environment = new InstalledEnvironment(FileSystemType);
        _path = Path.Combine(Path.GetTempPath(), $"cachetasks-outcome-{Environment.ProcessId}.so");
        CCompiler.Compile("Outcome/outcome.c", _path, "-shared", "-fPIC");
        _library = NativeLibrary.Load(_path);
        _outcome = (delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(_library, "outcome");
        _archives = Encoding.UTF8.GetBytes(_environment.Archives + "\0");
        _site = Encoding.UTF8.GetBytes(_environment.SitePackages + "\0");
        Console.WriteLine($"// {Environment.ProcessorCount} cores");
        Expect(C());
        Expect(Compare());
        Unchanged();
    }

    [GlobalCleanup]
    public void Remove()
    {
        NativeLibrary.Free(_library);
        File.Delete(_path);
        _environment.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int C()
    {
        fixed (byte* archives = _archives, site = _site)
        {
            return _outcome(archives, site, _environment.Clones ? 1 : 0);
        }
    }

    [Benchmark]
    public int Compare() => PythonOutcome.Read(FileSystem.Current!, Question(since: 0)).Counts.Total;

    [Benchmark]
    public bool Unchanged() => PythonOutcome.Read(FileSystem.Current!, Question(since: long.MaxValue) with { Marker = Path.Combine(_environment.Cache, "unchanged.whole") }).WasWhole;

    private static void Expect(int files)
    {
        if (Math.Abs(files - InstalledEnvironment.Files) > 200)
        {
            throw new InvalidOperationException($"{files} files were compared");
        }
    }

    private OutcomeQuestion Question(long since) => new(_environment.Target, _environment.Cache, "archive-v*", ["RECORD", "INSTALLER"], since) { ClonesWork = _environment.Clones };
}
