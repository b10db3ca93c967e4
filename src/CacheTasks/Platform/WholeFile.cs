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

    /// <summary>Writes the text where the file holds another one, and makes its folder.</summary>
    /// <returns>False where there was nothing to write.</returns>
    public static bool Replace(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path, Utf8) == text)
        {
            return false;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(path, text);
        return true;
    }

    /// <summary>A new name in the same folder.</summary>
    public static string Beside(string path) => path + "." + Guid.NewGuid().ToString("N") + ".tmp";
}
