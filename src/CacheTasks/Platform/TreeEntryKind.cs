using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>What an entry is, also on filesystems that do not say it with the name (DT_UNKNOWN, readdir(3)).</summary>
internal static class TreeEntryKind
{
    /// <returns><see cref="FileKind.Other"/> for one that has gone.</returns>
    public static FileKind KindOf(this ITreeChanges trees, SafeFileHandle folder, TreeEntry entry) =>
        entry.Kind ?? (trees.Stat(folder, entry.Name, out var status).Succeeded ? status.Kind : FileKind.Other);
}
