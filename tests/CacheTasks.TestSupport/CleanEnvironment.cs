using System.Collections;

namespace CacheTasks.TestSupport;

/// <summary>
/// The environment of a child process: this one's, without anything that steers the tools under test, and with
/// its own home.
/// </summary>
public static class CleanEnvironment
{
    private static readonly string[] s_cleared =
    [
        // The tools themselves; a variable of theirs that we do not know yet is cleared too.
        "UV_", "CARGO_", "RUSTC", "RUSTFLAGS", "SCCACHE_", "AWS_", "PIP_", "PYTHON", "VIRTUAL_ENV", "CONDA_", "POETRY_", "NPM_", "MAVEN_", "GOMODCACHE", "GOCACHE", "XDG_",
        // MSBuild reads environment variables as properties.
        "CACHETASKS", "MSBUILD",
        // What build services set, and tools change their output for.
        "CI", "GITHUB_", "GITLAB_", "TF_BUILD", "BUILD_", "AGENT_", "SYSTEM_", "TEAMCITY_", "JENKINS_", "APPVEYOR",
        "TRAVIS", "CIRCLE", "BUILDKITE", "CODEBUILD_", "DRONE", "BITBUCKET_",
        // Locale, and colour against or for the will of a pipe.
        "LC_", "LANG", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TERM",
    ];

    /// <param name="home">A folder of the caller's: it becomes HOME and holds every XDG directory.</param>
    /// <param name="keep">Names that stay although a prefix clears them, such as <c>CARGO_HOME</c>.</param>
    public static Dictionary<string, string> Create(string home, params IReadOnlyCollection<string> keep)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(pair => (Name: (string)pair.Key, Value: (string?)pair.Value ?? ""))
            .Where(pair => keep.Contains(pair.Name) || !IsCleared(pair.Name))
            .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

        environment["HOME"] = home;
        foreach (var kind in new[] { "CACHE", "CONFIG", "DATA", "STATE" })
            environment[$"XDG_{kind}_HOME"] = Path.Combine(home, "xdg", kind.ToLowerInvariant());
        environment["LC_ALL"] = "C.UTF-8";
        KeepRustup(environment);
        return environment;
    }

    /// <summary>The variables above only, for a test that clears its own process.</summary>
    public static bool IsCleared(string name) =>
        s_cleared.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    // rustup's proxies look for the toolchain below HOME.
    private static void KeepRustup(Dictionary<string, string> environment)
    {
        var rustup = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".rustup");
        if (Directory.Exists(rustup))
            environment.TryAdd("RUSTUP_HOME", rustup);
    }
}
