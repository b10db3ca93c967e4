using System.Text;
using BenchmarkDotNet.Attributes;
using CacheTasks.Placement.Needs;

namespace CacheTasks.Benchmarks.Needs;

/// <summary>
/// Finding what a uv.lock of 500 packages needs, each with as many wheels as a package with binary wheels has, about 2 MB. Aim: at most 30 ms,
/// also the first time in a process; against reading the same text as plain lines.
/// </summary>
public class LockFileBenchmark
{
    private string _text = "";
    private string _requirements = "";

    [Params(500, 10_000)]
    public int Packages { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder("version = 1\nrevision = 3\nrequires-python = \">=3.11\"\n");
        var requirements = new StringBuilder();
        for (var package = 0; package < Packages; package++)
        {
            Write(text, $"package-{package}");
            requirements.Append($"package-{package}==1.{package}.0 \\\n    --hash=sha256:{new string('0', 64)} \\\n    --hash=sha256:{new string('1', 64)}\n    # via app\n");
        }
        _text = text.ToString();
        _requirements = requirements.ToString();
        Console.WriteLine($"// {_text.Length / 1024} KiB");
    }

    [Benchmark(Baseline = true)]
    public int Lines() => _text.Split('\n').Count(line => line == "[[package]]");

    [Benchmark]
    public object Lock() => UvLock.Read(_text);

    [Benchmark]
    public object Pins() => new Requirements(_ => (null, null)).Read("/requirements.txt", _requirements);

    private static void Write(StringBuilder text, string name)
    {
        text.Append($"\n[[package]]\nname = \"{name}\"\nversion = \"1.2.3\"\nsource = {{ registry = \"https://index.example/simple\" }}\ndependencies = [\n    {{ name = \"other\", marker = \"python_full_version < '3.12'\" }},\n]\n");
        text.Append($"sdist = {{ url = \"https://files.example/packages/00/11/{name}-1.2.3.tar.gz\", hash = \"sha256:{new string('a', 64)}\", size = 123456, upload-time = \"2026-01-02T03:04:05.678Z\" }}\nwheels = [\n");
        for (var wheel = 0; wheel < 16; wheel++)
        {
            text.Append($"    {{ url = \"https://files.example/packages/22/33/{new string('b', 56)}/{name.Replace('-', '_')}-1.2.3-cp3{wheel}-cp3{wheel}-manylinux_2_17_x86_64.manylinux2014_x86_64.whl\", hash = \"sha256:{new string('c', 64)}\", size = 1234567, upload-time = \"2026-01-02T03:04:05.678Z\" }},\n");
        }
        text.Append("]\n");
    }
}
