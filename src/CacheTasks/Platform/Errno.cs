namespace CacheTasks.Platform;

/// <summary>
/// The error number of a system call, 0 for success, with its name as errno(3) spells it.
/// Numbers are those of Linux (asm-generic/errno-base.h, errno.h).
/// </summary>
internal readonly record struct Errno(int Number)
{
    public static readonly Errno None = new(0);
    public static readonly Errno EPERM = new(1);
    public static readonly Errno ENOENT = new(2);
    public static readonly Errno EINTR = new(4);
    public static readonly Errno EIO = new(5);
    public static readonly Errno EBADF = new(9);
    public static readonly Errno EAGAIN = new(11);
    public static readonly Errno EACCES = new(13);
    public static readonly Errno EEXIST = new(17);
    public static readonly Errno EXDEV = new(18);
    public static readonly Errno ENOTDIR = new(20);
    public static readonly Errno EISDIR = new(21);
    public static readonly Errno EINVAL = new(22);
    public static readonly Errno ENOTTY = new(25);
    public static readonly Errno ENOSPC = new(28);
    public static readonly Errno EROFS = new(30);
    public static readonly Errno EMLINK = new(31);
    public static readonly Errno ERANGE = new(34);
    public static readonly Errno ENAMETOOLONG = new(36);
    public static readonly Errno ENOSYS = new(38);
    public static readonly Errno ELOOP = new(40);
    public static readonly Errno EOVERFLOW = new(75);
    public static readonly Errno EOPNOTSUPP = new(95);
    public static readonly Errno ESTALE = new(116);
    public static readonly Errno EDQUOT = new(122);
    public static readonly Errno ENOKEY = new(126);

    private static readonly Dictionary<int, (string Name, string Text)> Known = new()
    {
        [1] = ("EPERM", "Operation not permitted"),
        [2] = ("ENOENT", "No such file or directory"),
        [4] = ("EINTR", "Interrupted system call"),
        [5] = ("EIO", "Input/output error"),
        [9] = ("EBADF", "Bad file descriptor"),
        [11] = ("EAGAIN", "Resource temporarily unavailable"),
        [12] = ("ENOMEM", "Cannot allocate memory"),
        [13] = ("EACCES", "Permission denied"),
        [16] = ("EBUSY", "Device or resource busy"),
        [17] = ("EEXIST", "File exists"),
        [18] = ("EXDEV", "Invalid cross-device link"),
        [20] = ("ENOTDIR", "Not a directory"),
        [21] = ("EISDIR", "Is a directory"),
        [22] = ("EINVAL", "Invalid argument"),
        [23] = ("ENFILE", "Too many open files in system"),
        [24] = ("EMFILE", "Too many open files"),
        [25] = ("ENOTTY", "Inappropriate ioctl for device"),
        [26] = ("ETXTBSY", "Text file busy"),
        [27] = ("EFBIG", "File too large"),
        [28] = ("ENOSPC", "No space left on device"),
        [30] = ("EROFS", "Read-only file system"),
        [31] = ("EMLINK", "Too many links"),
        [34] = ("ERANGE", "Numerical result out of range"),
        [36] = ("ENAMETOOLONG", "File name too long"),
        [37] = ("ENOLCK", "No locks available"),
        [38] = ("ENOSYS", "Function not implemented"),
        [39] = ("ENOTEMPTY", "Directory not empty"),
        [40] = ("ELOOP", "Too many levels of symbolic links"),
        [75] = ("EOVERFLOW", "Value too large for defined data type"),
        [95] = ("EOPNOTSUPP", "Operation not supported"),
        [107] = ("ENOTCONN", "Transport endpoint is not connected"),
        [110] = ("ETIMEDOUT", "Connection timed out"),
        [116] = ("ESTALE", "Stale file handle"),
        [122] = ("EDQUOT", "Disk quota exceeded"),
        [126] = ("ENOKEY", "Required key not available"),
    };

    public bool Succeeded => Number == 0;

    /// <summary>The constant's name, such as <c>EXDEV</c>; <c>errno 200</c> for one that has none here.</summary>
    public string Name => Number == 0 ? "none" : Known.TryGetValue(Number, out var known) ? known.Name : $"errno {Number}";

    /// <summary>The text that the C library and tools print for it.</summary>
    public string Text => Known.TryGetValue(Number, out var known) ? known.Text : Name;

    /// <summary>The reverse of <see cref="Name"/>.</summary>
    public static Errno Parse(string name)
    {
        foreach (var entry in Known)
        {
            if (entry.Value.Name == name)
            {
                return new Errno(entry.Key);
            }
        }
        return name.StartsWith("errno ", StringComparison.Ordinal) && int.TryParse(name.Substring(6), out var number) ? new Errno(number) : None;
    }

    public override string ToString() => Name;
}
