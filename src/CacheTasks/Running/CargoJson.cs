namespace CacheTasks.Running;

/// <summary>
/// Asks cargo for its compiler's messages as JSON, by adding <c>--message-format</c> to the command: no variable and no configuration does that. Only
/// where the command can be read with certainty; else the text is read.
/// </summary>
internal static class CargoJson
{
    private const string Option = "--message-format";

    // Those of cargo's own subcommands that take the option. An alias of a user cannot have such a name; it can have that of a short form, or of clippy.
    private static readonly string[] Builds = ["build", "check", "test", "bench", "run", "rustc", "rustdoc", "doc"];

    // With these it prints something else than a build's messages.
    private static readonly string[] Others = ["-h", "--help", "-V", "--version", "--list", "--build-plan", "--unit-graph", "--explain"];

    /// <param name="inColour">What is rendered for people keeps its colours.</param>
    /// <returns>The command to run; the same when nothing is added.</returns>
    public static string Add(string command, ShellCommands commands, bool inColour)
    {
        if (!commands.IsPlain)
        {
            return command;
        }
        foreach (var cargo in ToolCommand.Find(commands).Reverse().Where(CanTakeIt))
        {
            command = command.Insert(cargo.Subcommand!.End, $" {Option}={(inColour ? "json-diagnostic-rendered-ansi" : "json")}");
        }
        return command;
    }

    private static bool CanTakeIt(ToolCommand call) =>
        call.Tool == "cargo" && call.Subcommand is { } subcommand && Builds.Contains(subcommand.Text) && !call.Has(Option)
        && call.Arguments.All(word => word.IsLiteral) && !call.Options.Any(word => Others.Contains(word.Text));
}
