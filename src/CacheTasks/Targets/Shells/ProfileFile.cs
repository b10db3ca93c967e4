using System.Text;

namespace CacheTasks.Targets.Shells;

/// <summary>A file of the profile and its text.</summary>
internal sealed record ProfileFile(string Name, string Text)
{
    public bool IsScript { get; init; }

    /// <summary>Written beside and renamed, so that no login reads half of it; left alone when it says the same already.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(Text + "\n");
        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(bytes))
        {
            return path;
        }
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(beside, bytes);
#if NET
            // Every user's shell reads it, whatever the umask of who wrote it.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, IsScript ? (UnixFileMode)0x1ED : (UnixFileMode)0x1A4);
            }
            File.Move(beside, path, overwrite: true);
#else
            File.Delete(path);
            File.Move(beside, path);
#endif
        }
        finally
        {
            File.Delete(beside);
        }
        return path;
    }
}
