using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>Copies a folder: its files from the block of names as the kernel gave it, then the folders in it.</summary>
internal sealed unsafe class FolderTransfer(TransferQueue queue, FileTransfer files, CancellationToken cancellation)
{
    private const int BlockSize = 32 * 1024;

    // No package is nested so deeply; a tree that is would use up the descriptors of this process.
    private const int Deepest = 64;

    // struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name.
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;

    private const int ReadFolder = O_RDONLY | O_CLOEXEC | O_NONBLOCK;

    public void Transfer(TransferFolder folder)
    {
        try
        {
            if (!folder.Tree.HasFailed)
            {
                TransferFiles(folder, out var below);
                below?.ForEach(name => Enter(folder, name));
            }
        }
        finally
        {
            if (folder.OwnsDescriptors)
            {
                close(folder.From);
                Close(folder.To);
            }
            folder.Tree.FinishFolder();
        }
    }

    private void TransferFiles(TransferFolder folder, out List<byte[]>? below)
    {
        below = null;
        var tally = new TransferTally();
        var own = folder.To >= 0 && files.Owns(folder.From);
        if (!folder.OwnsDescriptors)
        {
            // Whoever opened it may have listed it.
            lseek64(folder.From, 0, SEEK_SET);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            fixed (byte* block = buffer)
            {
                nint length;
                while ((length = getdents64(folder.From, block, BlockSize)) > 0 && !folder.Tree.HasFailed)
                {
                    for (nint at = 0; at < length && !folder.Tree.HasFailed; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan((int)at + LengthOffset)))
                    {
                        TransferEntry(folder, block + at + NameOffset, block[at + TypeOffset], own, ref tally, ref below);
                    }
                }
                if (length < 0)
                {
                    Fail(folder, null, TransferRefusal.Failed, "reading", new Errno(Marshal.GetLastPInvokeError()));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        folder.Tree.Add(tally);
    }

    private void TransferEntry(TransferFolder folder, byte* name, byte type, bool own, ref TransferTally tally, ref List<byte[]>? below)
    {
        if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0)))
        {
            return;
        }
        var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        var kind = DirectoryNames.KindOf(type) ?? FileTransfer.KindOf(folder.From, name);
        if (kind == FileKind.Directory)
        {
            (below ??= []).Add([.. bytes, 0]);
            return;
        }
        if (cancellation.IsCancellationRequested || tally.Files >= folder.Tree.Job.MostFiles || tally.Bytes > folder.Tree.Job.MostBytes)
        {
            Fail(folder, null, cancellation.IsCancellationRequested ? TransferRefusal.Cancelled : TransferRefusal.TooMuch, "reading", Errno.None);
            return;
        }
        long size = 0;
        var outcome = kind switch
        {
            FileKind.File => files.Transfer(folder.From, name, folder.To, folder.Tree.Job.MostBytes, own, ref tally, out size),
            FileKind.Symlink => FileTransfer.TransferSymlink(folder.From, name, folder.To, folder.Depth, out size),
            _ => FileOutcome.Refuse(TransferRefusal.NoFile),
        };
        if (!outcome.Succeeded)
        {
            Fail(folder, bytes, outcome.Refusal, outcome.Doing, outcome.Errno);
            return;
        }
        var path = PathSum.Extend(folder.Sum, bytes);
        tally.Files++;
        tally.Bytes += size;
        tally.Sum += PathSum.Of(path, folder.Tree.Job.Unsized?.Contains(path) == true ? -1 : size);
    }

    private void Enter(TransferFolder parent, byte[] name)
    {
        if (parent.Tree.HasFailed)
        {
            return;
        }
        var bytes = name.AsSpan(0, name.Length - 1);
        if (parent.Depth >= Deepest)
        {
            Fail(parent, bytes, TransferRefusal.TooDeep, "reading", Errno.None);
            return;
        }
        if (!Open(parent, name, out var from, out var to, out var doing, out var errno))
        {
            Fail(parent, bytes, TransferRefusal.Failed, doing, errno);
            return;
        }
        var folder = new TransferFolder(parent.Tree, from, to, [.. parent.Path, .. parent.Path.Length > 0 ? "/"u8 : default, .. bytes], PathSum.Enter(parent.Sum, bytes), parent.Depth + 1, OwnsDescriptors: true);
        parent.Tree.Expect();
        if (queue.WantsFolder)
        {
            queue.Offer(folder);
            return;
        }
        Transfer(folder);
    }

    private static bool Open(TransferFolder parent, byte[] name, out int from, out int to, out string doing, out Errno errno)
    {
        to = -1;
        doing = "reading";
        errno = Errno.None;
        fixed (byte* path = name)
        {
            from = openat(parent.From, path, ReadFolder | O_DIRECTORY | O_NOFOLLOW, 0);
            if (from < 0)
            {
                errno = LastError();
                return false;
            }
            if (parent.To < 0)
            {
                return true;
            }
            doing = "writing";
            to = mkdirat(parent.To, path, FileTransfer.FolderMode(from)) == 0 ? openat(parent.To, path, ReadFolder | O_DIRECTORY | O_NOFOLLOW, 0) : -1;
            if (to < 0)
            {
                errno = LastError();
                close(from);
                return false;
            }
            return true;
        }
    }

    private static void Fail(TransferFolder folder, ReadOnlySpan<byte> name, TransferRefusal refusal, string doing, Errno errno)
    {
        var path = Encoding.UTF8.GetString(folder.Path);
        var last = Encoding.UTF8.GetString(name);
        folder.Tree.Fail(new TransferFault(refusal, path.Length > 0 && last.Length > 0 ? path + "/" + last : path + last, doing, errno));
    }

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            close(descriptor);
        }
    }

    private static Errno LastError() => new(Marshal.GetLastPInvokeError());
}
