namespace CacheTasks.Running;

/// <summary>Where a command's tool works, which is where the paths that it prints begin: the command may go elsewhere first.</summary>
internal static class CommandDirectory
{
    /// <param name="working">Of the command itself.</param>
    public static string Of(ShellCommands commands, IReadOnlyList<ToolCommand> calls, string working)
    {
        // A cd in brackets or behind a pipe holds for that part alone.
        var first = commands.IsPlain && commands.Commands.Count > 0 ? commands.Commands[0] : [];
        var directory = first.Count == 2 && first[0].Text == "cd" && first[1].IsLiteral ? Under(working, first[1].Text) : working;
        var given = calls.Count > 0 && calls[0].Tool == ToolCodes.Uv ? calls[0].ValueOf("--directory") ?? calls[0].ValueOf("--project") : null;
        return given is null ? directory : Under(directory, given);
    }

    private static string Under(string directory, string path)
    {
        try
        {
            return Path.GetFullPath(Path.Combine(directory, path));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or IOException)
        {
            return directory;
        }
    }
}
