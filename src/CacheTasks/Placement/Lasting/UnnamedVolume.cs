using System.Text.RegularExpressions;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>A container volume without a name of its own: <c>docker run --rm</c> removes it, and no other container finds it.</summary>
internal sealed class UnnamedVolume : ShortLife
{
    private static readonly Regex Root = new("/volumes/[0-9a-f]{64}/_data(/|$)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string Owner => "the container";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree) =>
        Root.IsMatch(mount.Root) ? $"{mount.MountPoint} is a volume without a name" : null;
}
