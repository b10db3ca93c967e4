using System.Text;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>The symlink of a pointer.</summary>
internal static class PointerLink
{
    /// <returns>Null where it names no archive.</returns>
    public static ArchiveId? Read(ITreeChanges trees, SafeFileHandle folder, string name) =>
        trees.ReadLink(folder, name, out var link).Succeeded ? ArchiveId.Parse(link) : null;

    /// <summary>A pointer's file holds the ID in plain letters; one that was replaced meanwhile holds another.</summary>
    public static bool Names(byte[] content, ArchiveId archive) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(archive.Id)) >= 0;
}
