using System.Text;
using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>A path below an open directory as one name: for a tree of one's own, in which nobody can put a symlink into the way.</summary>
internal static class EntryPath
{
    /// <param name="parent">Of directories that were just made; empty for the tree's root.</param>
    public static EntryName Join(string parent, EntryName name) =>
        parent.Length == 0 ? name : new EntryName([.. Encoding.UTF8.GetBytes(parent), (byte)'/', .. name.Bytes.ToArray(), 0]);
}
