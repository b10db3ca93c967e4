namespace CacheTasks.Platform.Linux;

/// <content>What copying many small files needs beyond the calls for trees.</content>
internal static partial class LibC
{
    public const int O_WRONLY = 1;
    public const int O_NOCTTY = 0x100;
    public const uint STATX_SIZE = 0x200;

    public const uint S_IFMT = 0xF000;
    public const uint S_IFDIR = 0x4000;
    public const uint S_IFREG = 0x8000;
    public const uint S_IFLNK = 0xA000;
    public const uint S_ISUID = 0x800;
    public const uint S_ISGID = 0x400;
}
