using System.Text.RegularExpressions;

namespace CacheTasks.Doctor.Discovery;

/// <summary>What a command line of an Exec runs, as far as its words tell.</summary>
/// <param name="Tool">The profile that fits.</param>
/// <param name="Folder">Where the command itself goes, relative to where it starts; empty: it stays.</param>
internal sealed record ToolCommand(string Tool, string Folder)
{
    // The words of one command of a line; a quoted part may hold spaces.
    private static readonly Regex Words = new("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+", RegexOptions.CultureInvariant);

    private static readonly Regex Separator = new(@"&&|\|\||[;|&\r\n]", RegexOptions.CultureInvariant);

    private static readonly string[] FolderOptions = ["--directory", "--project", "-C"];

    // What cargo builds with; the others, such as fmt, leave the target alone.
    private static readonly string[] Builds = ["build", "b", "check", "c", "test", "t", "run", "r", "bench", "doc", "d", "rustc", "rustdoc", "clippy", "install", "nextest"];

    /// <param name="line">As a shell gets it.</param>
    public static IEnumerable<ToolCommand> FindAll(string line)
    {
        var folder = "";
        foreach (var words in Separator.Split(line).Select(Split).Where(words => words.Count > 0))
        {
            if (words[0] == "cd" && words.Count > 1)
            {
                folder = Path.Combine(folder, words[1]);
            }
            else if (ToolOf(words) is { } tool)
            {
                yield return new ToolCommand(tool, Path.Combine(folder, FolderOf(words)));
            }
        }
    }

    // Variables may be set in front of a command.
    private static List<string> Split(string command) =>
        Words.Matches(command).Cast<Match>().Select(match => match.Value.Replace("\"", "").Replace("'", "")).SkipWhile(word => Regex.IsMatch(word, "^[A-Za-z_][A-Za-z0-9_]*=")).ToList();

    private static string? ToolOf(List<string> words) => Path.GetFileName(words[0]) switch
    {
        "cargo" => words.Skip(1).Any(Builds.Contains) ? ToolProject.Cargo : null,
        "uv" => words.Skip(1).FirstOrDefault(word => word is "pip" or "tool" or "build" or "sync" or "run" or "add" or "lock") switch
        {
            "pip" => "uv-pip",
            "tool" => "uv-tool",
            "build" => "uv-build",
            _ => ToolProject.Uv,
        },
        _ => null,
    };

    private static string FolderOf(List<string> words) =>
        ValueOf(words, option => FolderOptions.Contains(option)) ?? Path.GetDirectoryName(ValueOf(words, option => option == "--manifest-path") ?? "") ?? "";

    private static string? ValueOf(List<string> words, Func<string, bool> isOption)
    {
        for (var number = 1; number < words.Count; number++)
        {
            var parts = words[number].Split(['='], 2);
            if (isOption(parts[0]))
            {
                return parts.Length == 2 ? parts[1] : number + 1 < words.Count ? words[number + 1] : null;
            }
        }
        return null;
    }
}
