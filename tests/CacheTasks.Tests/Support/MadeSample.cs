using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Files of a cache as records, and how the system answered for them.</summary>
internal static class MadeSample
{
    public static SampledFile File(uint owner = 1000, uint mode = 0x1A4, int number = 0, int package = 0, uint links = 1, InodeAttributes attributes = InodeAttributes.None) => new(
        $"/cache/uv/archive-v0/{package}/{number}.py",
        new FileStatus(FileKind.File, new Device(8, 1), 100 + (ulong)number, 31, owner, owner, mode, links, 900, 0, 0) { Attributes = attributes },
        package,
        number);

    public static SampleTrial Answer(SampledFile file, Errno link = default, Errno clone = default, Errno read = default, bool isLower = false) =>
        new(file, [file], read, link, clone, isLower);
}
