using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform.Linux;

/// <summary>Reads the mount table, and the mount ID of a file where statx(2) does not tell it.</summary>
internal static unsafe class LinuxMounts
{
    /// <summary>The caller returns the buffer by disposing the table.</summary>
    public static MountTable ReadTable()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        fixed (byte* path = "/proc/self/mountinfo\0"u8)
        {
            var length = ReadAll(path, ref buffer);
            return new MountTable(buffer, length, pooled: true);
        }
    }

    /// <summary>From fdinfo (proc_pid_fdinfo(5)), which has it since Linux 3.15; 0 without /proc.</summary>
    public static ulong IdOf(int descriptor)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            using var path = new PathBytes("/proc/self/fdinfo/" + descriptor);
            fixed (byte* start = path)
            {
                var length = ReadAll(start, ref buffer);
                var text = System.Text.Encoding.ASCII.GetString(buffer, 0, length);
                var line = text.Split('\n').FirstOrDefault(line => line.StartsWith("mnt_id:", StringComparison.Ordinal));
                return line is not null && ulong.TryParse(line["mnt_id:".Length..].Trim(), out var id) ? id : 0;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A proc file has no size: read until a read returns nothing, growing.
    private static int ReadAll(byte* path, ref byte[] buffer)
    {
        var descriptor = LibC.openat(LibC.AT_FDCWD, path, LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var length = 0;
        while (descriptor >= 0)
        {
            fixed (byte* free = &buffer[length])
            {
                var read = LibC.read(descriptor, free, (nuint)(buffer.Length - length));
                if (read <= 0)
                {
                    break;
                }
                length += (int)read;
            }
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        return length;
    }
}
