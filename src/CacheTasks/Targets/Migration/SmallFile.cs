using System.Text;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>Text files of a few lines in an opened directory.</summary>
internal static class SmallFile
{
    private const int Longest = 64 * 1024;

    /// <returns>Null when there is none, or it is not a plain file.</returns>
    public static string? Read(ITreeChanges trees, SafeFileHandle directory, string name) =>
        ReadBytes(trees, directory, name, Longest) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The file's beginning.</summary>
    /// <returns>Null when there is none, it is not a plain file, or it cannot be read: one that was removed on the server is stale (ESTALE).</returns>
    public static byte[]? ReadBytes(ITreeChanges trees, SafeFileHandle directory, EntryName name, int longest)
    {
        var opened = trees.OpenFile(directory, name, out var handle);
        if (!opened.Succeeded || !trees.Stat(handle, out var status).Succeeded || status.Kind != FileKind.File)
        {
            handle.Dispose();
            return null;
        }
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 1);
        var bytes = new byte[Math.Min(longest, (int)Math.Min(status.Size, int.MaxValue))];
        var length = 0;
        try
        {
            for (int read; length < bytes.Length && (read = stream.Read(bytes, length, bytes.Length - length)) > 0;)
            {
                length += read;
            }
        }
        catch (IOException)
        {
            return null;
        }
        return length == bytes.Length ? bytes : bytes.AsSpan(0, length).ToArray();
    }

    /// <summary>Leaves a file of this name that is there already.</summary>
    /// <param name="owner">Null: this process's user.</param>
    public static Errno Write(IFileSystem files, ITreeChanges trees, SafeFileHandle directory, string name, string text, uint? owner)
    {
        var created = trees.CreateFile(directory, name, out var file);
        using (file)
        {
            if (!created.Succeeded)
            {
                return created == Errno.EEXIST ? Errno.None : created;
            }
            var written = files.Write(file, Encoding.UTF8.GetBytes(text));
            if (written.Succeeded)
            {
                return owner is { } user ? trees.ChangeOwner(file, user) : Errno.None;
            }
            trees.RemoveFile(directory, name);
            return written;
        }
    }
}
