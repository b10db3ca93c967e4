using System.Text;

namespace CacheTasks.Platform;

/// <summary>A name in a directory as the kernel has it: bytes that need not be UTF-8, with the NUL that system calls want behind them.</summary>
internal readonly struct EntryName
{
    private readonly byte[] _bytes;

    /// <param name="bytes">Ends in NUL.</param>
    public EntryName(byte[] bytes) => _bytes = bytes;

    /// <summary>For people and messages only: a name that is no UTF-8 does not survive it.</summary>
    public string Text => Encoding.UTF8.GetString(_bytes, 0, _bytes.Length - 1);

    /// <summary>Without the NUL.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _bytes.Length - 1);

    public static implicit operator EntryName(string text) => new(Encoding.UTF8.GetBytes(text + "\0"));

    /// <summary>A path of names: for a tree of one's own, in which nobody can put a symlink into the way.</summary>
    public EntryName Below(EntryName name) => _bytes.Length == 1 ? name : new EntryName([.. Bytes.ToArray(), (byte)'/', .. name._bytes]);

    public ref byte GetPinnableReference() => ref _bytes[0];

    public override string ToString() => Text;
}

/// <summary>An entry of a listing; <see cref="Kind"/> is null where the filesystem tells it only by a status.</summary>
internal readonly record struct TreeEntry(EntryName Name, FileKind? Kind);
