using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>What keeps one file of the cache from being linked, as far as its status tells.</summary>
/// <param name="Text">In a few words.</param>
/// <param name="Rule">Where more is said of it.</param>
internal sealed record LinkBar(string Text, Rule Rule)
{
    // ext4 allows 65,000 and btrfs 65,535 names, EFS 177: a count at one of them is no chance.
    private static readonly uint[] s_limits = [177, 1_023, 65_000, 65_535];

    private const uint OthersWrite = 0x12;
    private const InodeAttributes Flags = InodeAttributes.Immutable | InodeAttributes.AppendOnly;

    /// <param name="file">Relative to the archive.</param>
    /// <param name="there">The copy.</param>
    /// <param name="here">The cache's file.</param>
    /// <param name="user">Who linked.</param>
    public static LinkBar? Find(string file, in FileStatus there, in FileStatus here, uint user) =>
        (here.Attributes & Flags) != 0 ? new LinkBar($"{file} is {((here.Attributes & InodeAttributes.Immutable) != 0 ? "immutable" : "append-only")}", Rules.FlaggedFiles)
        : s_limits.Contains(here.Links) ? new LinkBar($"{file} has {here.Links:N0} links", Rules.LinkLimit)
        : user != 0 && here.Owner != user && (here.Mode & OthersWrite) == 0 ? new LinkBar($"{file} belongs to user {here.Owner}, mode {here.Permissions}", Rules.ForeignOwner)
        : here.Device != there.Device ? new LinkBar($"{file} is on another device", Rules.DifferentFilesystems)
        : null;
}
