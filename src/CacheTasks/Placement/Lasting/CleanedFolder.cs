using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>
/// /tmp and /var/tmp are emptied by age or at the next start (tmpfiles.d(5), file-hierarchy(7)); what is mounted below them is left alone, since
/// systemd-tmpfiles does not cross into other mounts.
/// </summary>
internal sealed class CleanedFolder : ShortLife
{
    private static readonly string[] Folders = ["/tmp", "/var/tmp"];

    public override string Owner => "the next cleaning";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree) =>
        Folders.FirstOrDefault(folder => PathText.IsWithin(path, folder) && PathText.IsWithin(folder, mount.MountPoint)) is { } cleaned
            ? $"the system empties {cleaned} by age or when it starts" : null;
}
