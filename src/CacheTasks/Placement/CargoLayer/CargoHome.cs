using CacheTasks.Steps;

namespace CacheTasks.Placement.CargoLayer;

/// <summary>Where cargo keeps its registry: <c>CARGO_HOME</c>, else <c>~/.cargo</c> (The Cargo Book, "Cargo Home").</summary>
internal static class CargoHome
{
    public const string Variable = "CARGO_HOME";

    /// <summary>cargo locks it exclusively when it adds to the registry (cargo 1.95, "package cache").</summary>
    public const string Lock = ".package-cache";

    /// <returns>Absolute; null when neither is set.</returns>
    public static string? Find(Step step, Func<string, string?> environment)
    {
        var ours = EnvironmentList.Parse(step.EnvironmentVariables).LastOrDefault(pair => pair.Key == Variable).Value;
        var named = ours ?? environment(Variable);
        // cargo takes a relative one from its working directory.
        return named is { Length: > 0 } ? Path.GetFullPath(Path.Combine(step.WorkingDirectory, named))
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cargo")
            : null;
    }
}
