using System.Runtime.InteropServices;
using System.Text;

namespace CacheTasks.Benchmarks.Judging;

/// <summary>judge.c, compiled by the machine's own compiler and loaded into this process.</summary>
internal sealed unsafe class NativeBaseline : IDisposable
{
    private readonly string _library = Path.Combine(Path.GetTempPath(), $"cachetasks-judge-{Environment.ProcessId}.so");
    private readonly nint _handle;
    private readonly delegate* unmanaged<byte*, byte*, byte*, int> _judge;

    public NativeBaseline()
    {
        CCompiler.Compile("Judging/judge.c", _library, "-shared", "-fPIC");
        _handle = NativeLibrary.Load(_library);
        _judge = (delegate* unmanaged<byte*, byte*, byte*, int>)NativeLibrary.GetExport(_handle, "judge");
    }

    /// <summary>A path or prefix as C takes it.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");

    /// <returns>The error number of the clone, 0 when it works.</returns>
    public int Judge(byte[] cache, byte[] target, byte[] prefix)
    {
        fixed (byte* cachePath = cache, targetPath = target, folders = prefix)
        {
            var errno = _judge(cachePath, targetPath, folders);
            return errno >= 0 ? errno : throw new InvalidOperationException("the baseline could not link");
        }
    }

    public void Dispose()
    {
        NativeLibrary.Free(_handle);
        File.Delete(_library);
    }
}
