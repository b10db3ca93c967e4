namespace CacheTasks.Steps;

/// <summary>The one line that a build shows of a step, before it.</summary>
internal static class StepLine
{
    /// <summary>
    /// <c>CacheTasks  SyncPython  uv 0.13.8  ~/.cache/uv → /src/python/.venv: clone (same xfs, mount 31)</c>; of a tool of which only the cache
    /// is known <c>CacheTasks  Npm  npm 11.19.1  /cache/npm</c>.
    /// </summary>
    public static string BeforeStep(Step step, ToolProfile profile)
    {
        if (profile.CacheOnly && step.CacheDirectory.Length > 0)
        {
            return $"  CacheTasks  {step.Name}  {$"{profile.Executable} {step.ToolVersion}".TrimEnd()}  {Tilde(step.CacheDirectory)}";
        }
        var from = step.CacheDirectory.Length == 0 ? "" : Tilde(step.CacheDirectory) + " → ";
        var what = profile.PrivateTarget && step.TargetFrom == SharedRoot ? "private" : step.Planned;
        var why = step.Reason.Length == 0 || what == "private" ? "" : $" ({step.Reason})";
        return $"  CacheTasks  {step.Name}  {profile.Executable} {step.ToolVersion}  {from}{Tilde(step.TargetDirectory)}{(what.Length == 0 ? "" : ": " + what)}{why}";
    }

    /// <summary>The value of <see cref="Step.TargetFrom"/> for a target that was allocated.</summary>
    public const string SharedRoot = "shared root";

    private static string Tilde(string path)
    {
        var home = Environment.GetEnvironmentVariable("HOME") ?? "";
        return home.Length > 1 && path.StartsWith(home + "/", StringComparison.Ordinal) ? "~" + path.Substring(home.Length) : path;
    }
}
