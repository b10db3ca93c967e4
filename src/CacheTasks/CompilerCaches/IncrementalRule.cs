using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// Incremental compilation and a compiler cache exclude each other for one crate. In CI and in a release build nobody compiles twice, so crates are made to be
/// shared; a developer's debug build keeps its increments, and takes only the dependencies, which cargo never compiles incrementally, from the cache.
/// </summary>
internal static class IncrementalRule
{
    public const string Variable = "CARGO_INCREMENTAL";

    public static readonly Choice Choice = new("CacheTasksCargoIncremental", "auto", ["auto", "on", "off"]);

    // Set by the runners of GitHub, GitLab, Azure, Jenkins, TeamCity and AppVeyor.
    private static readonly string[] Marks = ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "APPVEYOR"];

    /// <returns>The variable's value for the step; null to leave it: the user's own value counts before all, and cargo knows what is usual.</returns>
    public static string? Find(string choice, string? configuration, Func<string, string?> environment) =>
        environment(Variable) is { Length: > 0 } ? null
        : Choice.Find(choice) switch
        {
            "on" => "1",
            "off" => "0",
            _ => string.Equals(configuration, "Release", StringComparison.OrdinalIgnoreCase) || Marks.Any(mark => IsSet(environment(mark))) ? "0" : null,
        };

    private static bool IsSet(string? value) => value is { Length: > 0 } && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) && value != "0";
}
