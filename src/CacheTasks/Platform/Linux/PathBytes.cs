using System.Buffers;
using System.Text;

namespace CacheTasks.Platform.Linux;

/// <summary>A path as the NUL-terminated UTF-8 bytes that system calls take, in a pooled buffer.</summary>
internal readonly ref struct PathBytes
{
    private readonly byte[] _buffer;

    public PathBytes(string path)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(path.Length) + 1);
        _buffer[Encoding.UTF8.GetBytes(path, _buffer)] = 0;
    }

    public ref byte GetPinnableReference() => ref _buffer[0];

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
