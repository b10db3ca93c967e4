using System.Text;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>The symlink of a pointer.</summary>
internal static class PointerLink
{
    /// <returns>Null where it names no archive.</returns>
    /// <param name="errno">Of the reading: some mounts refuse symlinks that lead upwards (EPERM, sshfs with contain_symlinks).</param>
    public static ArchiveId? Read(ITreeChanges trees, SafeFileHandle folder, string name, out Errno errno)
    {
        errno = trees.ReadLink(folder, name, out var link);
        return errno.Succeeded ? ArchiveId.Parse(link) : null;
    }

    /// <summary>It went since its folder was listed: a collector removed it, here or on the server. Then it is as if it had not been there.</summary>
    public static bool IsGone(Errno errno) => errno == Errno.ENOENT || errno == Errno.ESTALE;

    /// <summary>That it could not be read, as a sentence.</summary>
    public static string Unreadable(string path, string name, Errno errno) => $"the symlink {path}/{name} cannot be read ({errno.Text}, {errno.Name})";

    /// <summary>A pointer's file holds the ID in plain letters; one that was replaced meanwhile holds another.</summary>
    public static bool Names(byte[] content, ArchiveId archive) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(archive.Id)) >= 0;
}
