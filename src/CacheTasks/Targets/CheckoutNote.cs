using System.Text;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets;

/// <summary>
/// The file in a private directory that says which path it belongs to, since a checksum alone does not tell two paths apart. It
/// appears with its whole text or not at all: fifty builds may make the directory at once.
/// </summary>
internal sealed class CheckoutNote(IFileSystem files)
{
    public const string Name = ".cachetasks-checkout";

    private const int Longest = 64 * 1024;

    /// <returns>The path; null without a note.</returns>
    public string? Read(SafeFileHandle directory)
    {
        if (!files.OpenFile(directory, Name, out var handle).Succeeded)
        {
            handle.Dispose();
            return null;
        }
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 1);
        var bytes = new byte[Longest];
        var length = 0;
        for (int read; length < Longest && (read = stream.Read(bytes, length, Longest - length)) > 0;)
        {
            length += read;
        }
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.Length > 0 && text[text.Length - 1] == '\n' ? text.Substring(0, text.Length - 1) : text;
    }

    /// <summary>As <see cref="Read(SafeFileHandle)"/>, of a directory by path.</summary>
    public string? Read(string directory)
    {
        var opened = files.OpenDirectory(directory, out var handle);
        using (handle)
        {
            return opened.Succeeded ? Read(handle) : null;
        }
    }

    /// <summary>Leaves a note that is there already.</summary>
    public void Write(SafeFileHandle directory, string owner)
    {
        var text = Encoding.UTF8.GetBytes(owner + "\n");
        var unnamed = files.CreateUnnamed(directory, out var file);
        using (file)
        {
            if (unnamed.Succeeded)
            {
                if (files.Write(file, text).Succeeded)
                {
                    files.LinkUnnamed(file, directory, Name);
                }
                return;
            }
        }
        WriteBeside(directory, text);
    }

    // Filesystems without O_TMPFILE; some have no rename that replaces nothing either, but hard links, and FAT has nothing of all that.
    private void WriteBeside(SafeFileHandle directory, byte[] text)
    {
        var name = $"{Name}.{Guid.NewGuid():N}";
        if (Put(directory, name, text).Succeeded
            && !Exists(files.Rename(directory, name, directory, Name)) && !Exists(files.Link(directory, name, directory, Name)))
        {
            Put(directory, Name, text);
        }
        files.Remove(directory, name);
    }

    private static bool Exists(Errno made) => made.Succeeded || made == Errno.EEXIST;

    private Errno Put(SafeFileHandle directory, string name, byte[] text)
    {
        var created = files.Create(directory, name, out var file);
        using (file)
        {
            return created.Succeeded ? files.Write(file, text) : created;
        }
    }
}
