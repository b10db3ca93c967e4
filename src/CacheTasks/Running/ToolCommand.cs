namespace CacheTasks.Running;

/// <summary>A call of a tool in a step's command.</summary>
/// <param name="Tool"><c>cargo</c>, <c>rustc</c> or <c>uv</c>.</param>
/// <param name="Variables">What the command sets in front of the program: <c>NAME=VALUE</c>.</param>
/// <param name="Arguments">All words behind the program.</param>
internal sealed record ToolCommand(string Tool, IReadOnlyList<ShellWord> Variables, IReadOnlyList<ShellWord> Arguments)
{
    // Words of the shell's own, and programs that run what follows.
    private static readonly string[] Leading = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "command", "env", "nice"];

    // Global options of cargo that take a value of their own.
    private static readonly string[] Valued = ["--config", "--color", "-C", "-Z"];

    public static IReadOnlyList<ToolCommand> Find(ShellCommands commands) => commands.Commands.Select(Find).OfType<ToolCommand>().ToList();

    /// <summary>cargo's subcommand; null when there is none.</summary>
    public ShellWord? Subcommand
    {
        get
        {
            for (var index = 0; index < Arguments.Count; index++)
            {
                if (Valued.Contains(Arguments[index].Text))
                {
                    index++;
                }
                else if (Arguments[index].Text.Length > 0 && Arguments[index].Text[0] is not ('-' or '+'))
                {
                    return Arguments[index];
                }
            }
            return null;
        }
    }

    /// <summary>The arguments that are the tool's own: those behind <c>--</c> are for another program.</summary>
    public IEnumerable<ShellWord> Options => Arguments.TakeWhile(word => word.Text != "--");

    public bool Has(string option) => Options.Any(word => word.Text == option || word.Text.StartsWith(option + "=", StringComparison.Ordinal));

    /// <summary>The value of an option, in either way of writing it; null when it is not given or cannot be read.</summary>
    public string? ValueOf(string option)
    {
        var words = Options.ToList();
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index].Text.StartsWith(option + "=", StringComparison.Ordinal))
            {
                return words[index].IsLiteral ? words[index].Text.Substring(option.Length + 1) : null;
            }
            if (words[index].Text == option && index + 1 < words.Count)
            {
                return words[index + 1].IsLiteral ? words[index + 1].Text : null;
            }
        }
        return null;
    }

    private static ToolCommand? Find(IReadOnlyList<ShellWord> words)
    {
        var start = 0;
        while (start < words.Count && (Leading.Contains(words[start].Text) || IsAssignment(words[start].Text)))
        {
            start++;
        }
        return start < words.Count && words[start].IsLiteral && ToolOf(words[start].Text) is { } tool
            ? new ToolCommand(tool, words.Take(start).Where(word => IsAssignment(word.Text)).ToList(), words.Skip(start + 1).ToList())
            : null;
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') > 0 && word.Substring(0, word.IndexOf('=')).All(character => character == '_' || char.IsLetterOrDigit(character));

    private static string? ToolOf(string program) => Path.GetFileName(program) switch
    {
        "cargo" or "cargo.exe" => "cargo",
        "rustc" or "rustc.exe" => "rustc",
        "uv" or "uvx" or "uv.exe" or "uvx.exe" => "uv",
        _ => null,
    };
}
