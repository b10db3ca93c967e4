using System.Runtime.InteropServices;

namespace CacheTasks.Benchmarks.Preparing;

/// <summary>ask.c: starts the same commands without any of CacheTasks.</summary>
internal sealed unsafe class NativeAsking : IDisposable
{
    private const int Questions = 6;

    private readonly TwoSteps _steps;
    private readonly nint _library;
    private readonly delegate* unmanaged<byte*, byte*, byte*, int> _ask;

    public NativeAsking(TwoSteps steps)
    {
        _steps = steps;
        var file = Path.Combine(steps.Folder, "ask.so");
        CCompiler.Compile("Preparing/ask.c", file, "-shared", "-fPIC", "-D_GNU_SOURCE");
        _library = NativeLibrary.Load(file);
        _ask = (delegate* unmanaged<byte*, byte*, byte*, int>)NativeLibrary.GetExport(_library, "ask_both");
    }

    public int Ask()
    {
        fixed (byte* uv = Text(_steps.Tool("uv")), cargo = Text(_steps.Tool("cargo")), folder = Text(_steps.Folder))
        {
            var good = _ask(uv, cargo, folder);
            return good == Questions ? good : throw new InvalidOperationException($"{good} of {Questions} commands succeeded");
        }
    }

    public void Dispose() => NativeLibrary.Free(_library);

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text + "\0");
}
