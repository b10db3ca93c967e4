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

    // Options of uv, of its run and tool run, that take a value of their own (0.10.4 and 0.13.8).
    private static readonly string[] ValuedByUv =
    [
        "--allow-insecure-host", "--build-constraints", "-b", "--cache-dir", "--color", "--config-file", "--config-setting", "-C", "--config-settings-package", "--constraints", "-c",
        "--default-index", "--directory", "--env-file", "--exclude-newer", "--exclude-newer-package", "--extra", "--extra-index-url", "--find-links", "-f", "--fork-strategy", "--from",
        "--group", "--index", "--index-strategy", "--index-url", "-i", "--keyring-provider", "--link-mode", "--no-binary-package", "--no-build-isolation-package", "--no-build-package",
        "--no-editable-package", "--no-extra", "--no-group", "--no-sources-package", "--only-group", "--overrides", "--package", "--prerelease", "--prerelease-package", "--project",
        "--python", "-p", "--python-platform", "--refresh-package", "--reinstall-package", "--resolution", "--torch-backend", "--upgrade-group", "--upgrade-package", "-P",
        "--with", "-w", "--with-editable", "--with-requirements",
    ];

    /// <summary>Its first word is what it runs: uvx.</summary>
    private bool RunsAtOnce { get; init; }

    public static IReadOnlyList<ToolCommand> Find(ShellCommands commands) => commands.Commands.Select(Find).OfType<ToolCommand>().ToList();

    /// <summary>cargo's subcommand; null when there is none.</summary>
    public ShellWord? Subcommand => Plain(Valued).Select(index => Arguments[index]).FirstOrDefault();

    /// <summary>The arguments that are the tool's own: those behind <c>--</c>, and from the program on that uv runs, are another's.</summary>
    public IEnumerable<ShellWord> Options => Arguments.Take(ProgramAt() ?? Arguments.Count).TakeWhile(word => word.Text != "--");

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

    // Null: it runs none.
    private int? ProgramAt()
    {
        if (Tool != ToolCodes.Uv)
        {
            return null;
        }
        var plain = Plain(ValuedByUv).Take(3).ToList();
        string Word(int number) => number < plain.Count ? Arguments[plain[number]].Text : "";
        var program = RunsAtOnce ? 0 : Word(0) == "run" ? 1 : Word(0) == "tool" && Word(1) == "run" ? 2 : plain.Count;
        return program < plain.Count ? plain[program] : null;
    }

    // Where the words are that are neither options nor values of some.
    private IEnumerable<int> Plain(string[] valued)
    {
        for (var index = 0; index < Arguments.Count; index++)
        {
            if (valued.Contains(Arguments[index].Text))
            {
                index++;
            }
            else if (Arguments[index].Text.Length > 0 && Arguments[index].Text[0] is not ('-' or '+'))
            {
                yield return index;
            }
        }
    }

    private static ToolCommand? Find(IReadOnlyList<ShellWord> words)
    {
        var start = 0;
        while (start < words.Count && (Leading.Contains(words[start].Text) || IsAssignment(words[start].Text)))
        {
            start++;
        }
        return start < words.Count && words[start].IsLiteral && ToolOf(words[start].Text) is { } tool
            ? new ToolCommand(tool, words.Take(start).Where(word => IsAssignment(word.Text)).ToList(), words.Skip(start + 1).ToList()) { RunsAtOnce = Path.GetFileNameWithoutExtension(words[start].Text) == "uvx" }
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
