using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CacheTasks.Platform.Linux;

/// <summary>Reads names of a directory from getdents64(2) without making a string of each.</summary>
internal static unsafe class DirectoryNames
{
    private const int MostBlocks = 16;

    // struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name.
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;

    /// <summary>Entries in the filesystem's order; reading ends with the block in which enough were seen.</summary>
    public static IReadOnlyList<DirectoryEntry> List(int descriptor, int most)
    {
        var entries = new List<DirectoryEntry>();
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            while (entries.Count < most)
            {
                nint read;
                fixed (byte* start = buffer)
                {
                    read = LibC.getdents64(descriptor, start, (nuint)buffer.Length);
                }
                if (read <= 0)
                {
                    break;
                }
                for (var at = 0; at < read && entries.Count < most; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset)))
                {
                    var name = NameAt(buffer, at);
                    if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    {
                        entries.Add(new DirectoryEntry(Encoding.UTF8.GetString(name), KindOf(buffer[at + TypeOffset])));
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return entries;
    }

    // d_type of readdir(3); 0 is DT_UNKNOWN.
    public static FileKind? KindOf(byte type) => type switch
    {
        0 => null,
        4 => FileKind.Directory,
        8 => FileKind.File,
        10 => FileKind.Symlink,
        _ => FileKind.Other,
    };

    /// <summary>The names with this prefix among the first entries, about ten thousand.</summary>
    public static IReadOnlyList<string> Find(int descriptor, string prefix)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        Span<byte> wanted = stackalloc byte[Encoding.UTF8.GetMaxByteCount(prefix.Length)];
        wanted = wanted[..Encoding.UTF8.GetBytes(prefix, wanted)];
        try
        {
            List<string>? found = null;
            for (var block = 0; block < MostBlocks; block++)
            {
                nint read;
                fixed (byte* start = buffer)
                {
                    read = LibC.getdents64(descriptor, start, (nuint)buffer.Length);
                }
                for (var at = 0; at < read; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset)))
                {
                    var name = NameAt(buffer, at);
                    if (name.StartsWith(wanted))
                    {
                        (found ??= []).Add(Encoding.UTF8.GetString(name));
                    }
                }
                // A block that is not half full was the last.
                if (read < buffer.Length / 2)
                {
                    break;
                }
            }
            return found ?? (IReadOnlyList<string>)[];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> NameAt(byte[] buffer, int entry)
    {
        var name = buffer.AsSpan(entry + NameOffset);
        return name[..name.IndexOf((byte)0)];
    }
}
