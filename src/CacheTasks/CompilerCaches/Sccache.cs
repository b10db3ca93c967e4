using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>The sccache that a step would use: found, and asked for its version and for the back ends that it was built with.</summary>
/// <param name="Executable">Absolute.</param>
internal sealed record Sccache(string Executable, string Version)
{
    private const string Help = "help";

    // As "sccache --help" lists them at its end (seen in 0.4.0 and 0.19.0): "    WebDAV:        false".
    private static readonly Dictionary<string, string> Features = new() { [BackEnd.Redis] = "Redis", [BackEnd.S3] = "S3", [BackEnd.WebDav] = "WebDAV" };

    /// <param name="ask">Asks once per build.</param>
    /// <param name="fault">5004: it is missing, of another version, or cannot use this back end.</param>
    public static Sccache? Find(ToolProfile profile, BackEnd backEnd, string workingDirectory, Func<string, string?> environment, Func<ToolQuery, ToolAnswers> ask, out Finding? fault)
    {
        fault = null;
        if (ToolLocator.Find(profile.Executable, workingDirectory, environment("PATH")) is not { } executable)
        {
            fault = Unusable($"{profile.Executable} is not on PATH", "Install it (https://github.com/mozilla/sccache), or name it: <CacheTool Update=\"sccache\" Executable=\"…\" />.");
            return null;
        }
        var query = new ToolQuery(executable, workingDirectory, [], [new Question(StepQuestions.Version, profile.VersionArguments), new Question(Help, "--help")], profile.AskTimeout.TotalSeconds);
        var replies = ask(query).Replies;
        var version = replies[StepQuestions.Version];
        if (!version.Succeeded || ToolVersions.Find(version.Output) is not { } found)
        {
            fault = Unusable($"'{executable} {profile.VersionArguments}' gave no usable answer: {Why(version)}", "Install another one.");
            return null;
        }
        var name = found.ToNormalizedString();
        if (profile.Supported is { } supported && !supported.Satisfies(found))
        {
            fault = Unusable($"{executable} is version {name}, outside {supported.OriginalString}", "Install a newer one.");
            return null;
        }
        if (Features.TryGetValue(backEnd.Kind, out var feature) && Lacks(replies[Help], feature))
        {
            fault = Unusable($"{executable} {name} was built without {feature}, so it cannot use {backEnd.Shown}", $"Install one that has it: `{profile.Executable} --help` lists what it has.");
            return null;
        }
        return new Sccache(executable, name);
    }

    /// <summary>A reply that was none, in words that end in a stop.</summary>
    public static string Why(ToolReply reply) =>
        (reply.Failure ?? $"exit code {reply.ExitCode}: {StepFaults.Quote(FirstLines(reply.Error.Trim().Length > 0 ? reply.Error : reply.Output))}").TrimEnd('.') + ".";

    private static Finding Unusable(string what, string remedy) => new(Rules.UnusableWrapper, $"crates are compiled without the compiler cache: {what.TrimEnd('.')}. {remedy}");

    private static bool Lacks(ToolReply help, string feature) =>
        help.Succeeded && help.Output.Split('\n').Select(line => line.Split(':')).Any(parts => parts.Length == 2 && parts[0].Trim() == feature && parts[1].Trim() == "false");

    // What follows is for its developers.
    private static string FirstLines(string text) =>
        string.Join("\n", text.Split('\n').TakeWhile(line => !line.StartsWith("Backtrace", StringComparison.Ordinal)).Where(line => !line.Contains("Starting the server")));
}
