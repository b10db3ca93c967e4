using CacheTasks.Targets.Shells;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Shells;

/// <summary>A shell that reads one of the snippets, and how text is quoted in it.</summary>
internal sealed record Shell(string Name, IReadOnlyList<string> Line, string Snippet)
{
    public static readonly Shell Dash = new("dash", ["dash"], "cachetasks.sh");

    public static readonly IReadOnlyList<Shell> All =
    [
        Dash, new("bash", ["bash", "--norc", "--noprofile"], "cachetasks.sh"), new("busybox", ["busybox", "ash"], "cachetasks.sh"),
        new("zsh", ["zsh", "-f"], "cachetasks.sh"), new("fish", ["fish", "--no-config"], "cachetasks.fish"), new("script", ["dash"], ""),
    ];

    /// <summary>One that reads functions, and one that runs them in sh: for what the part that all share decides.</summary>
    public static readonly IReadOnlyList<Shell> Two = [Dash, Named("fish")];

    public bool IsPosix => Snippet.EndsWith(".sh", StringComparison.Ordinal);

    public static Shell Named(string name) => All.Single(shell => shell.Name == name);

    /// <exception cref="UnavailableException">It is not installed.</exception>
    public Shell Required() =>
        new Command("sh", "-c", "command -v \"$1\"", "sh", Line[0]).Run().Succeeded ? this : throw new UnavailableException($"{Line[0]} is not installed");

    public string Quote(string text) => Name == "fish" ? Literal.Fish(text) : Literal.Posix(text);

    /// <summary>Reads the snippet of the folder; the script takes its place by a function of its own.</summary>
    public string Load(string folder) =>
        Name == "script" ? $"cargo() {{ {Quote(Path.Combine(folder, "cachetasks-cargo"))} \"$@\"; }}" : $". {Quote(Path.Combine(folder, Snippet))}";

    public Command Script(string text, IReadOnlyDictionary<string, string> environment) =>
        new(Line[0], [.. Line.Skip(1), "-c", text]) { Environment = environment };
}
