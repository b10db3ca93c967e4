using System.Globalization;
using System.Text;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// What sccache's daemon wrote of its levels, in its own words: it starts without one that cannot be used, and does not say so to who starts it
/// (SCCACHE_ERROR_LOG with SCCACHE_LOG=warn, seen in 0.19.0). What it has not in a form known here is nothing.
/// </summary>
internal sealed class DaemonLog
{
    public const string Level = "warn";

    // Each miss is a warning, too: of a long step the end tells enough.
    private const int MostBytes = 1024 * 1024;

    private const string NoLevel = "Cache level ";
    private const string IsUnavailable = " is unavailable: ";

    private const string Continuing = "; continuing";

    private static readonly string[] NotWritten = ["write check failed: ", ": write failed ", ": write close failed "];

    private readonly IReadOnlyList<string> _entries;

    /// <param name="text">As it was written.</param>
    public DaemonLog(string text) => _entries = Split(text);

    public static string FileIn(string folder) => Path.Combine(folder, "log");

    /// <summary>To be called before a daemon is started or used.</summary>
    /// <param name="keep">It is there already, and writes to its file.</param>
    /// <returns>From where its words are about what happens from now on, in bytes.</returns>
    public static long Begin(string folder, bool keep)
    {
        var file = new FileInfo(FileIn(folder));
        if (keep && file.Exists)
        {
            return file.Length;
        }
        file.Delete();
        return 0;
    }

    /// <param name="from">Of <see cref="Begin"/>.</param>
    public static DaemonLog Read(string folder, long from)
    {
        try
        {
            using var file = new FileStream(FileIn(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // A daemon that was started since has begun a new one.
            file.Position = Math.Max(from > file.Length ? 0 : from, file.Length - MostBytes);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return new DaemonLog(reader.ReadToEnd());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new DaemonLog("");
        }
    }

    /// <summary>Why a level cannot be used, as a sentence without its stop; null where nothing is said of it.</summary>
    /// <param name="level">From 0, in the order of SCCACHE_MULTILEVEL_CHAIN.</param>
    public string? FindUnavailable(int level)
    {
        var said = $"{NoLevel}{level.ToString(CultureInfo.InvariantCulture)}{IsUnavailable}";
        return Cause(_entries.LastOrDefault(entry => FirstLine(entry).Contains(said)), said);
    }

    /// <summary>Why something was not written, the last time that it was not.</summary>
    public string? FindNotWritten()
    {
        var (entry, said) = _entries.Reverse().SelectMany(entry => NotWritten.Where(words => FirstLine(entry).Contains(words)).Select(words => (entry, words))).FirstOrDefault();
        return Cause(entry, said);
    }

    // An entry begins with its time in brackets, but for what is printed beside the log.
    private static List<string> Split(string text)
    {
        var entries = new List<string>();
        var entry = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            if (((line.Length > 0 && line[0] == '[') || line.StartsWith("storage ", StringComparison.Ordinal)) && entry.Length > 0)
            {
                entries.Add(entry.ToString());
                entry.Clear();
            }
            entry.Append(line).Append('\n');
        }
        entries.Add(entry.ToString());
        return entries;
    }

    // A server's own code and message; else the innermost error; else what stands after the words.
    private static string? Cause(string? entry, string said)
    {
        if (entry is null)
        {
            return null;
        }
        if (Between(entry, "Error { code: \"", "\"") is { } code)
        {
            return Sentence(Between(entry, "message: \"", "\"") is { Length: > 0 } message ? $"{code}: {message}" : code);
        }
        var source = entry.Split('\n').Select(line => line.Trim()).SkipWhile(line => line != "Source:").Skip(1).TakeWhile(line => line.Length > 0).ToList();
        if (source.Count > 0)
        {
            return Sentence(string.Join(" ", source));
        }
        var first = FirstLine(entry);
        return Sentence(first.Substring(first.IndexOf(said, StringComparison.Ordinal) + said.Length));
    }

    // The error within an error often has the same words.
    private static string Sentence(string text)
    {
        text = text.Trim();
        text = text.EndsWith(Continuing, StringComparison.Ordinal) ? text.Substring(0, text.Length - Continuing.Length) : text;
        var parts = text.Split([": "], StringSplitOptions.None);
        var half = parts.Length / 2;
        return (parts.Length % 2 == 0 && parts.Take(half).SequenceEqual(parts.Skip(half)) ? string.Join(": ", parts.Take(half)) : text).TrimEnd('.');
    }

    private static string FirstLine(string entry) => entry.Substring(0, entry.IndexOf('\n'));

    private static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }
        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? null : text.Substring(start, end - start);
    }
}
