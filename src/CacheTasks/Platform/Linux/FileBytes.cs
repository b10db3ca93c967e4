using System.Runtime.InteropServices;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>Fills a new file from an open one: in the kernel where the two places allow it, else through a buffer of the thread.</summary>
internal sealed unsafe class FileBytes(TransferMeans means)
{
    private byte[]? _buffer;

    /// <returns>What worked, or what to do instead.</returns>
    public TransferWay Clone(int from, int to)
    {
        if (ioctl(to, FICLONE, from) != 0)
        {
            return means.After(TransferWay.Clone);
        }
        means.Prove();
        return TransferWay.Clone;
    }

    public FileOutcome Copy(int from, int to, long size)
    {
        for (long done = 0; done < size;)
        {
            var copied = means.CopiesInKernel ? copy_file_range(from, null, to, null, (nuint)(size - done), 0) : -1;
            var errno = copied < 0 && means.CopiesInKernel ? LastError() : Errno.None;
            if (errno == Errno.EINTR)
            {
                continue;
            }
            if (errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.EIO)
            {
                return FileOutcome.Failed("writing", errno);
            }
            if (copied <= 0)
            {
                // Not between these two filesystems; or nothing copied though there is data, as some of the kernel's own answer: reading tells.
                means.CopiesInKernel &= copied == 0;
                return CopyThrough(from, to, done, size);
            }
            done += copied;
        }
        return FileOutcome.Good;
    }

    private FileOutcome CopyThrough(int from, int to, long start, long size)
    {
        _buffer ??= new byte[256 * 1024];
        fixed (byte* buffer = _buffer)
        {
            while (start < size)
            {
                var got = pread64(from, buffer, (nuint)Math.Min(_buffer.Length, size - start), start);
                if (got < 0 && LastError() == Errno.EINTR)
                {
                    continue;
                }
                if (got <= 0)
                {
                    return got < 0 ? FileOutcome.Failed("reading", LastError()) : FileOutcome.Refuse(TransferRefusal.Changed);
                }
                if (WriteAll(to, buffer, got, start) is { Succeeded: false } failed)
                {
                    return FileOutcome.Failed("writing", failed);
                }
                start += got;
            }
        }
        return FileOutcome.Good;
    }

    private static Errno WriteAll(int to, byte* bytes, nint length, long at)
    {
        for (nint done = 0; done < length;)
        {
            var wrote = pwrite64(to, bytes + done, (nuint)(length - done), at + done);
            if (wrote < 0 && LastError() != Errno.EINTR)
            {
                return LastError();
            }
            done += Math.Max(wrote, 0);
        }
        return Errno.None;
    }

    private static Errno LastError() => new(Marshal.GetLastPInvokeError());
}
