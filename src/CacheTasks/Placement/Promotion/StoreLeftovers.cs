using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>What killed runs left in a store: in its root, and in the folders of its archives and pointers.</summary>
internal static class StoreLeftovers
{
    /// <param name="countOnly">Removes nothing.</param>
    /// <returns>How many they were.</returns>
    public static int Remove(CopyTools tools, SafeFileHandle store, bool countOnly = false)
    {
        var found = Staging.RemoveLeftovers(tools, store, countOnly);
        CacheFolders.ForEach(tools.Trees, store, ".", (folder, _) => found += Staging.RemoveLeftovers(tools, folder, countOnly));
        return found;
    }
}
