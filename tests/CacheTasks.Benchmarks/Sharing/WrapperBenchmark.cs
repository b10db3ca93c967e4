using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using CacheTasks.CompilerCaches;

namespace CacheTasks.Benchmarks.Sharing;

/// <summary>
/// What the wrapper of the compiler cache adds to one call of rustc: /bin/true stands for rustc and for sccache, so what is left is the wrapper. Beside it
/// the start of /bin/true alone.
/// </summary>
public class WrapperBenchmark
{
    private const int RlibBytes = 2_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("cachetasks-wrapper-").FullName;
    private string _wrapper = "";
    private string _nothing = "";

    [GlobalSetup]
    public void SetUp()
    {
        var checkout = Directory.CreateDirectory(Path.Combine(_folder, "checkout")).FullName;
        var target = Directory.CreateDirectory(Path.Combine(_folder, "target")).FullName;
        _wrapper = WrapperFile.Find([_folder], out _) ?? throw new InvalidOperationException("nothing may run in the folder for temporary files");
        SessionFolder.Write(Path.Combine(_folder, "step"), "/bin/true", new SharedNames([("source", checkout), ("cargo", Path.Combine(_folder, "cargo")), ("target", target)], path => path), KeyInfluences.HiddenIn([]));
        // The wrapper reads the compiler's first line, which a program has early or late by chance, rustc early: the last byte of e_ident means nothing (elf(5)).
        _nothing = Path.Combine(_folder, "nothing");
        File.Copy("/bin/true", _nothing);
        using (var program = File.OpenWrite(_nothing))
        {
            program.Position = 15;
            program.WriteByte((byte)'\n');
        }
        // What a compilation leaves, at the size of a large crate.
        var bytes = new byte[RlibBytes];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(target, "libpart-1.rlib"), bytes);
        File.WriteAllBytes(Path.Combine(target, "libpart-1.rmeta"), bytes[..(RlibBytes / 4)]);
        File.WriteAllLines(Path.Combine(target, "part-1.d"), Enumerable.Range(0, 60).Select(number => $"{target}/libpart-1.rlib: {SharedNames.View}-source/src/file{number}.rs"));
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public int Alone() => Run(_nothing);

    /// <summary>cargo asks rustc for its version.</summary>
    [Benchmark]
    public int Question() => Run(_wrapper, _nothing, "-vV");

    [Benchmark]
    public int NotCacheable() => Run(_wrapper, Arguments("bin"));

    [Benchmark]
    public int Cacheable() => Run(_wrapper, Arguments("lib"));

    private string[] Arguments(string kind) =>
    [
        _nothing, "--crate-name", "part", "--edition=2024", "src/lib.rs", "--error-format=json", "--json=diagnostic-rendered-ansi,artifacts,future-incompat", "--crate-type", kind,
        "--emit=dep-info,metadata,link", "-C", "opt-level=3", "-C", "embed-bitcode=no", "--cfg", "feature=\"default\"", "-C", "metadata=1", "-C", "extra-filename=-1", "--out-dir", Path.Combine(_folder, "target"),
        "-C", "strip=debuginfo", "-L", $"dependency={_folder}/target", .. Enumerable.Range(0, 20).SelectMany(number => new[] { "--extern", $"dep{number}={_folder}/target/libdep{number}.rmeta" }), "--cap-lints", "allow",
    ];

    private int Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.Combine(_folder, "checkout") };
        start.Environment["CACHETASKS_RUSTC"] = Path.Combine(_folder, "step");
        start.Environment["CARGO_MANIFEST_DIR"] = start.WorkingDirectory;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
