using System.Runtime.InteropServices;
using System.Text;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// A folder on the way of a scan. It is opened relative to its parent, whose descriptor stays open until the last child has used it;
/// where too many are open it is closed before, and a child is opened name by name from the root, never through a symlink.
/// </summary>
/// <param name="name">With a final NUL; of the root its whole path.</param>
internal sealed unsafe class ScannedFolder(ScannedFolder? parent, byte[] name, uint owner, uint mode)
{
    // Most processes may have 1024; a build has use for them too.
    private const int MostOpen = 128;

    private static readonly int Flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

    private static int s_open;

    private readonly object _gate = new();
    private int _descriptor = -1;
    private int _users = 1;

    public uint Owner { get; } = owner;

    /// <summary>Only its owner, and that of the folder, may remove an entry.</summary>
    public bool IsSticky { get; } = (mode & 0x200) != 0;

    public int Descriptor => _descriptor;

    public bool IsOpen => _descriptor >= 0;

    public static ScannedFolder Root(int descriptor, string path, uint owner, uint mode)
    {
        Interlocked.Increment(ref s_open);
        return new ScannedFolder(null, Encoding.UTF8.GetBytes(path + "\0"), owner, mode) { _descriptor = descriptor };
    }

    /// <summary>The scan is over; the root's descriptor is closed by who opened it.</summary>
    public static void Forget(ScannedFolder root)
    {
        Interlocked.Decrement(ref s_open);
        root._descriptor = -1;
    }

    public Errno Open()
    {
        var opened = OpenInParent();
        if (opened < 0)
        {
            return new Errno(-opened);
        }
        Interlocked.Increment(ref s_open);
        _descriptor = opened;
        return Errno.None;
    }

    /// <summary>One more needs the descriptor: a child that is not opened yet, or a part of the listing.</summary>
    public void Use() => Interlocked.Increment(ref _users);

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Close();
        }
    }

    /// <summary>The child was opened, or will not be.</summary>
    public void ReleaseParent() => parent?.Release();

    /// <summary>Nothing is listed any more, and only children may still want the descriptor.</summary>
    public void EndListing()
    {
        if (parent is not null && Volatile.Read(ref s_open) > MostOpen)
        {
            Close();
        }
        Release();
    }

    public string PathOf(ReadOnlySpan<byte> entry)
    {
        var own = name.AsSpan(0, name.Length - 1);
        var path = parent is null ? Encoding.UTF8.GetString(own) : parent.PathOf(own);
        return entry.IsEmpty ? path : Path.Combine(path, Encoding.UTF8.GetString(entry));
    }

    private void Close()
    {
        lock (_gate)
        {
            if (_descriptor >= 0)
            {
                close(_descriptor);
                Interlocked.Decrement(ref s_open);
                _descriptor = -1;
            }
        }
    }

    private int OpenInParent()
    {
        lock (parent!._gate)
        {
            if (parent.IsOpen)
            {
                return OpenAt(parent._descriptor, name);
            }
        }
        return OpenFromRoot();
    }

    private int OpenFromRoot()
    {
        var way = new Stack<byte[]>([name]);
        var root = parent!;
        for (; root.Above is { } above; root = above)
        {
            way.Push(root.Name);
        }
        var at = root._descriptor;
        while (at >= 0 && way.TryPop(out var next))
        {
            var opened = OpenAt(at, next);
            if (at != root._descriptor)
            {
                close(at);
            }
            at = opened;
        }
        return at;
    }

    private ScannedFolder? Above => parent;

    private byte[] Name => name;

    /// <returns>A descriptor, or the error number below zero.</returns>
    private static int OpenAt(int directory, byte[] name)
    {
        fixed (byte* path = name)
        {
            var opened = openat(directory, path, Flags, 0);
            return opened < 0 ? -Marshal.GetLastPInvokeError() : opened;
        }
    }
}
