using System.Text;

namespace CacheTasks.Platform;

/// <summary>Text files that nobody ever reads half written: made beside and renamed (rename(2)).</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="path">In a folder that exists; a file that is there is replaced.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var beside = Beside(path);
        File.WriteAllText(beside, text, Utf8);
#if NET
        File.Move(beside, path, overwrite: true);
#else
        File.Delete(path);
        File.Move(beside, path);
#endif
    }

    /// <summary>A new name in the same folder.</summary>
    public static string Beside(string path) => path + "." + Guid.NewGuid().ToString("N") + ".tmp";
}
