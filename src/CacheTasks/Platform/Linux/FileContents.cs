using System.Buffers;
using System.Runtime.InteropServices;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>Copies what is in a file the cheapest way that the two filesystems allow, data by data: what is a hole stays one.</summary>
internal static unsafe class FileContents
{
    private const int BufferSize = 1 << 20;

    // lseek(2): no data behind the offset.
    private const int ENXIO = 6;

    public static Errno Copy(int from, int to, long size)
    {
        if (size == 0 || ioctl(to, FICLONE, from) == 0)
        {
            return Errno.None;
        }
        var inKernel = true;
        for (long at = 0; at < size;)
        {
            if (!FindData(from, size, ref at, out var end, out var errno))
            {
                if (!errno.Succeeded)
                {
                    return errno;
                }
                break;
            }
            errno = CopyRange(from, to, at, end, ref inKernel);
            if (!errno.Succeeded)
            {
                return errno;
            }
            at = end;
        }
        // The last hole, or all of a file that is one.
        return ftruncate(to, size) == 0 ? Errno.None : LastError();
    }

    private static bool FindData(int file, long size, ref long at, out long end, out Errno errno)
    {
        errno = Errno.None;
        end = size;
        var data = lseek64(file, at, SEEK_DATA);
        if (data < 0)
        {
            var failed = LastError();
            // A filesystem that knows no holes answers EINVAL: all of it is data.
            errno = failed.Number == ENXIO || failed == Errno.EINVAL ? Errno.None : failed;
            return failed == Errno.EINVAL;
        }
        at = data;
        var hole = lseek64(file, data, SEEK_HOLE);
        end = hole < 0 ? size : Math.Min(hole, size);
        return at < end;
    }

    private static Errno CopyRange(int from, int to, long start, long end, ref bool inKernel)
    {
        while (inKernel && start < end)
        {
            long source = start, target = start;
            var copied = copy_file_range(from, &source, to, &target, (nuint)(end - start), 0);
            if (copied < 0)
            {
                var errno = LastError();
                if (errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.EIO)
                {
                    return errno;
                }
                // Not between these two filesystems, or not this kernel (copy_file_range(2)); an interrupted call is repeated.
                inKernel = errno == Errno.EINTR;
                continue;
            }
            // Nothing copied though there is data: some filesystems of the kernel answer so; reading tells.
            inKernel = copied > 0;
            start += copied;
        }
        return start < end ? CopyThrough(from, to, start, end) : Errno.None;
    }

    private static Errno CopyThrough(int from, int to, long start, long end)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            fixed (byte* bytes = buffer)
            {
                while (start < end)
                {
                    var read = pread64(from, bytes, (nuint)Math.Min(buffer.Length, end - start), start);
                    if (read < 0 && LastError() == Errno.EINTR)
                    {
                        continue;
                    }
                    if (read <= 0)
                    {
                        return read < 0 ? LastError() : Errno.None;
                    }
                    for (nint written = 0; written < read;)
                    {
                        var wrote = pwrite64(to, bytes + written, (nuint)(read - written), start + written);
                        if (wrote < 0 && LastError() != Errno.EINTR)
                        {
                            return LastError();
                        }
                        written += Math.Max(wrote, 0);
                    }
                    start += read;
                }
            }
            return Errno.None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Errno LastError() => new(Marshal.GetLastPInvokeError());
}
