using System.Runtime.InteropServices;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>What became of one file.</summary>
internal readonly record struct FileOutcome(bool Succeeded, TransferRefusal Refusal, string Doing, Errno Errno)
{
    public static readonly FileOutcome Good = new(true, default, "", Errno.None);

    public static FileOutcome Refuse(TransferRefusal refusal) => new(false, refusal, "reading", Errno.None);

    public static FileOutcome Failed(string doing, Errno errno) => new(false, TransferRefusal.Failed, doing, errno);
}

/// <summary>
/// Copies one file by the way that works for its pair of places. A new file is nobody's but its owner's to write and has no setuid or
/// setgid; a link shares the mode, so what it links is looked at afterwards, in the new place, where nobody can swap it.
/// </summary>
internal sealed unsafe class FileTransfer(TransferMeans means)
{
    private const int ReadFile = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    private const int NewFile = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    private const uint Fields = STATX_TYPE | STATX_MODE | STATX_UID | STATX_SIZE;
    private const int LongestSymlink = 4096;

    // Mode 022 is taken away; what its owner cannot read or write breaks a tool that copies it (facts of uv, 444 and 600).
    private const uint MostMode = 0x1ED;
    private const uint OwnerReadWrite = 0x180;
    private const uint OwnerAll = 0x1C0;
    private const uint SetIds = S_ISUID | S_ISGID;

    private readonly uint _user = geteuid();
    private readonly FileBytes _bytes = new(means);

    /// <param name="to">-1: the file is only looked at.</param>
    /// <param name="own">The folder is this user's: no link is tried to what is somebody else's, since that alone would change its inode.</param>
    public FileOutcome Transfer(int from, byte* name, int to, long most, bool own, ref TransferTally tally, out long size)
    {
        // Once for the whole file: another thread may find meanwhile that there are no clones, and then this one is still to be linked.
        var first = means.Way;
        if (to >= 0 && own && first == TransferWay.Link && TryLink(from, name, to, out size, out var linked))
        {
            tally.Linked += linked.Succeeded ? 1 : 0;
            return linked;
        }
        size = 0;
        if (to < 0)
        {
            return Look(from, name, out size);
        }
        var source = openat(from, name, ReadFile | O_NOFOLLOW, 0);
        if (source < 0)
        {
            return FileOutcome.Failed("reading", LastError());
        }
        var outcome = TransferOpen(source, from, name, to, most, own, first, ref tally, out size);
        close(source);
        return outcome;
    }

    private FileOutcome TransferOpen(int source, int from, byte* name, int to, long most, bool own, TransferWay first, ref TransferTally tally, out long size)
    {
        Statx status;
        size = 0;
        byte nothing = 0;
        if (statx(source, &nothing, AT_EMPTY_PATH, Fields, &status) != 0)
        {
            return FileOutcome.Failed("reading", LastError());
        }
        size = (long)status.stx_size;
        if ((Refuse(status.stx_mode) ?? (size > most ? TransferRefusal.TooMuch : null)) is { } refusal)
        {
            return FileOutcome.Refuse(refusal);
        }
        var target = openat(to, name, NewFile | O_NOFOLLOW, (status.stx_mode & MostMode) | OwnerReadWrite);
        if (target < 0)
        {
            return FileOutcome.Failed("writing", LastError());
        }
        var way = first == TransferWay.Clone && size > 0 ? _bytes.Clone(source, target) : TransferWay.Copy;
        if (way == TransferWay.Link)
        {
            close(target);
            unlinkat(to, name, 0);
            return Transfer(from, name, to, most, own, ref tally, out size);
        }
        var outcome = way == TransferWay.Clone || size == 0 ? FileOutcome.Good : _bytes.Copy(source, target, size);
        close(target);
        tally.Cloned += way == TransferWay.Clone ? 1 : 0;
        // An empty file has nothing to copy: it does not count where the others are cloned or linked.
        tally.Copied += way == TransferWay.Copy && (size > 0 || first == TransferWay.Copy) ? 1 : 0;
        return outcome;
    }

    // False: this file is to be copied.
    private bool TryLink(int from, byte* name, int to, out long size, out FileOutcome outcome)
    {
        size = 0;
        outcome = FileOutcome.Good;
        if (linkat(from, name, to, name, 0) != 0)
        {
            var errno = LastError();
            var other = errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.ENOENT || errno == Errno.EIO || errno == Errno.ESTALE;
            outcome = other ? FileOutcome.Failed("linking", errno) : outcome;
            if (!other && errno != Errno.EMLINK)
            {
                means.After(TransferWay.Link);
            }
            return other;
        }
        Statx status;
        if (!TryStat(to, name, &status))
        {
            outcome = FileOutcome.Failed("reading", LastError());
            return true;
        }
        size = (long)status.stx_size;
        var mode = (uint)status.stx_mode;
        if ((mode & S_IFMT) == S_IFREG && status.stx_uid == _user && (mode & 0xFFF & ~MostMode) == 0 && (mode & OwnerReadWrite) == OwnerReadWrite)
        {
            means.Prove();
            return true;
        }
        unlinkat(to, name, 0);
        return false;
    }

    private static FileOutcome Look(int from, byte* name, out long size)
    {
        Statx status;
        var seen = TryStat(from, name, &status);
        size = seen ? (long)status.stx_size : 0;
        return !seen ? FileOutcome.Failed("reading", LastError()) : Refuse(status.stx_mode) is { } refusal ? FileOutcome.Refuse(refusal) : FileOutcome.Good;
    }

    private static TransferRefusal? Refuse(uint mode) =>
        (mode & S_IFMT) != S_IFREG ? TransferRefusal.NoFile : (mode & SetIds) != 0 ? TransferRefusal.SetId : null;

    public static FileOutcome TransferSymlink(int from, byte* name, int to, int depth, out long size)
    {
        var content = stackalloc byte[LongestSymlink + 1];
        var length = readlinkat(from, name, content, LongestSymlink);
        size = Math.Max(0, (long)length);
        if (length < 0)
        {
            return FileOutcome.Failed("reading", LastError());
        }
        content[length] = 0;
        if (!StaysWithin(new ReadOnlySpan<byte>(content, (int)length), depth))
        {
            return FileOutcome.Refuse(TransferRefusal.LeavesTree);
        }
        return to < 0 || symlinkat(content, to, name) == 0 ? FileOutcome.Good : FileOutcome.Failed("writing", LastError());
    }

    /// <summary>By its names alone: what they lead through may itself be a symlink, which is judged in the same way.</summary>
    /// <param name="depth">Of the folder that the symlink lies in, below the tree.</param>
    private static bool StaysWithin(ReadOnlySpan<byte> content, int depth)
    {
        // A name before ".." may be a symlink that goes deeper or up: only leading ones are plain.
        var names = false;
        while (content.Length > 0)
        {
            var end = content.IndexOf((byte)'/');
            var part = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (part.Length == 0 || (part.SequenceEqual(".."u8) && (names || --depth < 0)))
            {
                return false;
            }
            names |= !part.SequenceEqual("."u8) && !part.SequenceEqual(".."u8);
        }
        return true;
    }

    /// <summary>The mode of a new folder for a source folder.</summary>
    public static uint FolderMode(int from)
    {
        Statx status;
        byte nothing = 0;
        return statx(from, &nothing, AT_EMPTY_PATH, STATX_MODE, &status) == 0 ? (status.stx_mode & MostMode) | OwnerAll : OwnerAll;
    }

    /// <summary>Whether a folder belongs to this user.</summary>
    public bool Owns(int folder)
    {
        Statx status;
        byte nothing = 0;
        return statx(folder, &nothing, AT_EMPTY_PATH, STATX_UID, &status) == 0 && status.stx_uid == _user;
    }

    /// <summary>For filesystems whose listings do not tell.</summary>
    public static FileKind KindOf(int folder, byte* name)
    {
        Statx status;
        return TryStat(folder, name, &status) ? LinuxFileSystem.KindOf(status.stx_mode) : FileKind.Other;
    }

    private static bool TryStat(int folder, byte* name, Statx* status) => statx(folder, name, AT_SYMLINK_NOFOLLOW, Fields, status) == 0;

    private static Errno LastError() => new(Marshal.GetLastPInvokeError());
}
