using CacheTasks.Diagnostics;

namespace CacheTasks.Steps;

/// <summary>What is said of a step that cannot be verified.</summary>
internal static class StepFaults
{
    private const int LongestQuote = 700;

    public static Finding UnknownTool(string tool, ToolProfiles profiles) => new(
        Rules.UnknownTool,
        $"{(tool.Length == 0 ? "Tool is not set" : $"no tool is called '{tool}'")}, so nothing is verified.{Known(tool, profiles)} Another tool is added as a CacheTool item.");

    public static Finding UnknownUse(string tool, ToolProfiles profiles) => new(
        Rules.UnknownTool,
        $"Uses names '{tool}', which no tool is called, so nothing is set for it.{Known(tool, profiles)}");

    private static string Known(string tool, ToolProfiles profiles)
    {
        var near = Nearest.Find(tool, profiles.Names);
        var meant = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "";
        return $"{meant} Known: {string.Join(", ", profiles.Names)}.";
    }

    public static Finding NotFound(string executable) => new(
        Rules.ToolCannotBeAsked,
        $"{executable} is not on PATH, so nothing is verified. Install it, or put the step's own condition on the CacheStep item as well.");

    public static Finding CannotBeAsked(string executable, string arguments, string why) => new(
        Rules.ToolCannotBeAsked,
        $"'{executable} {arguments}' gave no usable answer, so nothing is verified: {why}");

    public static Finding NoTarget(ToolProfile profile) => new(
        Rules.ToolCannotBeAsked,
        $"the target of {profile.Name} is not known, so nothing is verified: {profile.TargetVariable} is not set and no {profile.TargetSearch} lies in the working directory or above it. Set TargetDirectory.");

    public static Finding Unsupported(ToolProfile profile, string version) => new(
        Rules.UnsupportedVersion,
        $"{profile.Executable} {version} is outside {profile.Supported!.OriginalString}, the versions whose behaviour is known: it may not answer what it is asked, and a prediction may be wrong. Use a supported version.");

    /// <summary>A tool's words on one line, since a build shows a diagnostic as one.</summary>
    public static string Quote(string text)
    {
        var line = string.Join(" / ", text.Split('\n').Select(part => part.Trim()).Where(part => part.Length > 0));
        line = new string(line.Select(character => char.IsControl(character) ? '?' : character).ToArray());
        return line.Length == 0 ? "nothing was printed" : line.Length <= LongestQuote ? line : line.Substring(0, LongestQuote) + "…";
    }

    public static string Shorten(string path) =>
        path.Length <= 200 ? path : path.Substring(0, 120) + "…" + path.Substring(path.Length - 40) + $" ({path.Length} characters)";
}
