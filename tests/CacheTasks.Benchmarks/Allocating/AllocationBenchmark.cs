using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Attributes;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Benchmarks.Allocating;

/// <summary>A private directory that is there already, against the system calls for it in C. Aim: ratio ≤ 2.</summary>
[MemoryDiagnoser]
public unsafe class AllocationBenchmark
{
    private readonly Dictionary<string, string> _metadata = [];
    private readonly ToolProfile _cargo = new ToolProfiles([]).Find("cargo")!;
    private string _folder = "";
    private nint _library;
    private delegate* unmanaged<byte*, byte*, byte*, byte*, byte*, int> _allocate;
    private byte[][] _arguments = [];

    private string Root => Path.Combine(_folder, "shared");

    private string Workspace => Path.Combine(_folder, "src", "app", "rust", "native");

    [GlobalSetup]
    public void Prepare()
    {
        _folder = Directory.CreateTempSubdirectory("cachetasks-allocation-").FullName;
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Workspace);
        Directory.CreateDirectory(Path.Combine(_folder, "src", "app", ".git"));
        var target = Allocate();
        var library = Path.Combine(_folder, "allocate.so");
        CCompiler.Compile("Allocating/allocate.c", library, "-shared", "-fPIC");
        _library = NativeLibrary.Load(library);
        _allocate = (delegate* unmanaged<byte*, byte*, byte*, byte*, byte*, int>)NativeLibrary.GetExport(_library, "allocate");
        _arguments = new[] { Root, Workspace, Path.GetFileName(Path.GetDirectoryName(target)!), Path.GetFileName(target), target }.Select(text => Encoding.UTF8.GetBytes(text + "\0")).ToArray();
    }

    [GlobalCleanup]
    public void Remove()
    {
        NativeLibrary.Free(_library);
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public int C()
    {
        fixed (byte* root = _arguments[0], workspace = _arguments[1], person = _arguments[2], name = _arguments[3], directory = _arguments[4])
        {
            return _allocate(root, workspace, person, name, directory) == 0 ? 0 : throw new InvalidOperationException("the baseline found no directory");
        }
    }

    [Benchmark]
    public string Allocate()
    {
        _metadata.Clear();
        var step = new Step("BuildNative", name => _metadata.GetValueOrDefault(name, ""), (name, value) => _metadata[name] = value) { TargetDirectory = Path.Combine(Workspace, "target"), WorkspaceDirectory = Workspace, TargetFrom = "tool" };
        new Allocation(FileSystem.Current!, FileSystem.Users!, FileSystem.Room!).Allocate(step, _cargo, Root, Workspace);
        return step.TargetFrom == StepLine.SharedRoot ? step.TargetDirectory : throw new InvalidOperationException("nothing was allocated");
    }
}
