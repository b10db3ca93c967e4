namespace CacheTasks.Outcome;

/// <summary>The commands that an installer writes for a wheel (packaging.python.org, "Entry points specification").</summary>
internal static class EntryPoints
{
    /// <summary>Their names; none where the file is not there or cannot be read.</summary>
    /// <param name="file">An <c>entry_points.txt</c>.</param>
    public static HashSet<string> CommandsOf(string file)
    {
        var commands = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var isCommand = false;
            foreach (var line in File.Exists(file) ? File.ReadLines(file).Select(line => line.Trim()) : [])
            {
                if (line.Length > 0 && line[0] == '[')
                {
                    isCommand = line is "[console_scripts]" or "[gui_scripts]";
                }
                else if (isCommand && line.IndexOf('=') is > 0 and var end)
                {
                    commands.Add(line.Substring(0, end).TrimEnd());
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then nobody knows of any.
        }
        return commands;
    }
}
