namespace CacheTasks.Targets.Shells;

/// <summary>The snippet for dash, bash, busybox ash and zsh, and the script for what knows no functions.</summary>
internal static class PosixProfile
{
    public static string Text(ShellProfile profile) => Template.Fill(
        "cachetasks.sh",
        profile.RootText,
        ("PLACE", profile.Place),
        ("FUNCTIONS", string.Join("\n", profile.Tools.Select(tool => $"  _cachetasks_define {tool.Name} \"$1\""))));

    public static string Script(ShellProfile profile, ShellTool tool) => Template.Fill(
        "cachetasks-tool",
        profile.RootText,
        ("PLACE", profile.Place),
        ("TOOL", tool.Name));
}
