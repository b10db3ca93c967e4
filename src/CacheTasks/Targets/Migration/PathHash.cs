using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>FNV-1a over 64 bits (isthe.com/chongo/tech/comp/fnv): tells changes of a tree, it does not keep out somebody who wants to fake one.</summary>
internal static class PathHash
{
    public const ulong Root = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    public static ulong Below(ulong parent, EntryName name)
    {
        var hash = (parent ^ '/') * Prime;
        foreach (var value in name.Bytes)
        {
            hash = (hash ^ value) * Prime;
        }
        return hash;
    }

    public static ulong Mix(ulong path, in TreeStatus status)
    {
        var hash = Add(path, status.Inode);
        hash = Add(hash, status.Kind == FileKind.Directory ? 0 : status.Size);
        hash = Add(hash, status.Owner);
        return Add(hash, (ulong)status.Changed);
    }

    private static ulong Add(ulong hash, ulong value)
    {
        hash = (hash ^ value) * Prime;
        return hash ^ (hash >> 29);
    }
}
