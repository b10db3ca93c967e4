namespace CacheTasks.Platform;

internal enum FileKind
{
    File,
    Directory,
    Symlink,
    Other,
}

/// <summary>Attributes of an inode that statx(2) tells on the filesystems that have them; one that it does not tell is not set.</summary>
[Flags]
internal enum InodeAttributes
{
    None = 0,

    /// <summary><c>chattr +i</c>: no change, no new link, in a directory no new name.</summary>
    Immutable = 0x10,

    /// <summary><c>chattr +a</c>: of a directory: names can be made but never removed.</summary>
    AppendOnly = 0x20,

    /// <summary>fscrypt: the file or directory belongs to an encrypted tree.</summary>
    Encrypted = 0x800,

    /// <summary>A directory on which another filesystem will be mounted when it is entered.</summary>
    Automount = 0x1000,
}

/// <summary>A device number as mountinfo prints it: <c>major:minor</c>.</summary>
internal readonly record struct Device(uint Major, uint Minor)
{
    public override string ToString() => $"{Major}:{Minor}";
}

/// <summary>
/// What statx(2) says of one file. <see cref="MountId"/> is the ID that the first field of a mountinfo line shows;
/// 0 where the kernel (before 5.8) does not say. Times are nanoseconds since the epoch, sizes bytes.
/// </summary>
internal readonly record struct FileStatus(
    FileKind Kind, Device Device, ulong Inode, ulong MountId, uint Owner, uint Group, uint Mode, uint Links, ulong Size, long Modified, long Changed)
{
    public InodeAttributes Attributes { get; init; }

    /// <summary>The permission bits in octal, such as <c>0755</c>.</summary>
    public string Permissions => "0" + Convert.ToString(Mode & 0xFFF, 8);

    public bool IsSameFile(in FileStatus other) => Inode == other.Inode && Device == other.Device;
}
