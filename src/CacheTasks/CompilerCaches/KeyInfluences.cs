using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// What of the environment is part of the hash by which a crate is found. sccache hashes every <c>CARGO_</c> variable but a few
/// (sccache, src/compiler/rust.rs), and all arguments.
/// </summary>
internal static class KeyInfluences
{
    private const string Prefix = "CARGO_";

    /// <summary>
    /// Hidden from the hash: they say where things are, or how cargo behaves, and leave what rustc makes as it is. A crate that reads one of them all
    /// the same is noticed by its dep-info and compiled as it is.
    /// </summary>
    private static readonly string[] Hidden =
        ["HOME", "TARGET_DIR", "BUILD_TARGET_DIR", "BUILD_BUILD_DIR", "BUILD_RUSTC_WRAPPER", "INCREMENTAL", "BUILD_INCREMENTAL", "LOG"];

    private static readonly string[] HiddenGroups = ["TERM", "NET", "HTTP", "ALIAS", "REGISTRY", "REGISTRIES", "CACHE"];

    // sccache itself leaves these out.
    private static readonly string[] Unhashed = ["CARGO_MAKEFLAGS", "CARGO_BUILD_JOBS"];
    private static readonly string[] FlagVariables = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"];

    /// <summary>A regular expression (POSIX, extended) for the line of a dep-info file by which a crate says that it reads a hidden variable.</summary>
    public static string AskedPattern { get; } = $"^# env-dep:CARGO_({string.Join("|", Hidden)}|({string.Join("|", HiddenGroups)})_[A-Za-z0-9_]*)(=|$)";

    /// <summary>
    /// As above, for a line that says that the crate reads where something is. What it makes of that need not show in the result: a length, a hash,
    /// a text in other letters. PWD and OLDPWD are the shell's own while the wrapper runs.
    /// </summary>
    public const string PlacesPattern = "^# env-dep:(CARGO_MANIFEST_DIR|CARGO_MANIFEST_PATH|CARGO_RUSTC_CURRENT_DIR|OUT_DIR|PWD|OLDPWD)(=|$)";

    /// <summary>The names to hide: those that are always meant, and those of this environment.</summary>
    public static IEnumerable<string> HiddenIn(IEnumerable<string> environment) =>
        Hidden.Select(name => Prefix + name).Concat(environment.Where(IsHidden)).Distinct().OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Findings about the user's environment, as the step's command will see it.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var name in FlagVariables.Where(environment.ContainsKey))
        {
            if (environment[name].Contains("target-cpu=native"))
            {
                yield return new Finding(
                    Rules.CacheDefeated,
                    $"{name} has target-cpu=native, so nothing is cached: what is compiled for this processor may not run on another. To see it: `printenv {name}`. Name the processor that all machines have, as in -C target-cpu=x86-64-v3.");
            }
            else if (PathIn(environment[name]) is { } path)
            {
                yield return Differs(name, path);
            }
        }
        foreach (var variable in environment.Where(variable => IsHashed(variable.Key)).OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            yield return PathIn(variable.Value) is { } path ? Differs(variable.Key, path) : new Finding(
                Rules.CacheDefeated,
                $"{variable.Key} is part of what a crate is found by: only builds that have it with the same value share. To see it: `printenv {variable.Key}`. Set it for all, or in the configuration of the checkout instead.",
                Severity.Message);
        }
    }

    private static Finding Differs(string name, string path) => new(
        Rules.CacheDefeated,
        $"{name} names {StepFaults.Shorten(path)} and is part of what a crate is found by, so only builds with that very path share. To see it: `printenv {name}`. Use a path that is the same for all users and machines.");

    private static bool IsHashed(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && !IsHidden(name) && !Hidden.Contains(name.Substring(Prefix.Length)) && !Unhashed.Contains(name) && !FlagVariables.Contains(name);

    // Letters, digits and underscores alone: a shell cannot unset another name.
    private static bool IsHidden(string name) =>
        HiddenGroups.Any(group => name.StartsWith($"{Prefix}{group}_", StringComparison.Ordinal)) && name.All(letter => letter is '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9'));

    // Below a home directory or a temporary one: such a path is one user's own. /usr/bin/ld is everybody's.
    private static string? PathIn(string value) =>
        value.Split(' ', '=', '\x1f', ':').FirstOrDefault(part => part.StartsWith("/home/", StringComparison.Ordinal) || part.StartsWith("/root/", StringComparison.Ordinal) || part.StartsWith("/tmp/", StringComparison.Ordinal) || part.StartsWith("/Users/", StringComparison.Ordinal));
}
