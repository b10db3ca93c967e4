using System.Text.Json;
using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>A wrapper that the user chose: it stays, and what is wrong with it is said.</summary>
/// <param name="From">The variable, or <c>build.rustc-wrapper</c>.</param>
/// <param name="Value">Empty: the user wants none.</param>
internal sealed record UserWrapper(string From, string Value)
{
    private const string Setting = "build.rustc-wrapper";
    private const int UsualPort = 4226;

    public static UserWrapper? Find(ToolProfile profile, Func<string, string?> environment) =>
        new[] { profile.WrapperVariable }.Concat(profile.OtherWrapperVariables).Where(name => environment(name) is not null).Select(name => new UserWrapper(name, environment(name)!)).FirstOrDefault();

    /// <summary>As above, also in the configuration, which the tool itself is asked for.</summary>
    public static UserWrapper? Find(Step step, ToolProfile profile, Func<string, string?> environment, Func<ToolQuery, ToolAnswers> ask)
    {
        if (Find(profile, environment) is { } named)
        {
            return named;
        }
        if (profile.WrapperArguments.Length == 0 || ToolLocator.Find(profile.Executable, step.WorkingDirectory, environment("PATH")) is not { } executable)
        {
            return null;
        }
        var variables = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in profile.WrapperQuestionVariables.Select(text => text.Split(['='], 2)).Where(pair => pair.Length == 2))
        {
            variables[pair[0]] = pair[1];
        }
        var reply = ask(new ToolQuery(executable, step.WorkingDirectory, variables, [new Question(Setting, profile.WrapperArguments)], profile.AskTimeout.TotalSeconds)).Replies[Setting];
        return reply.Succeeded && Text(reply.Output) is { } value ? new UserWrapper(Setting, value) : null;
    }

    public Finding Respected => new(
        Rules.EnvironmentDecides,
        $"{From}{(Value.Length == 0 ? " is set to nothing" : $"={StepFaults.Shorten(Value)}")}, which counts before CacheTasksCompilerCache: no compiler cache is set up. Take it out to have one.",
        Severity.Message);

    /// <summary>What keeps plain sccache from sharing here: it hashes the private target, and its port is the machine's, not the user's (facts/cargo.md, "sccache").</summary>
    public IEnumerable<Finding> Check(Step step, IProcesses processes, IUsers users, Func<string, string?> environment)
    {
        if (Path.GetFileNameWithoutExtension(Value) != "sccache")
        {
            yield break;
        }
        if (step.TargetFrom == StepLine.SharedRoot)
        {
            yield return new Finding(
                Rules.CacheDefeated,
                $"{From}={StepFaults.Shorten(Value)} hashes CARGO_TARGET_DIR={step.TargetDirectory}, which is this user's and checkout's alone, so what others compiled is never found. To see it: `sccache --show-stats`. Take {From} out and set CacheTasksCompilerCache, whose wrapper gives paths shared names.");
        }
        if (environment("SCCACHE_SERVER_UDS") is { Length: > 0 })
        {
            yield break;
        }
        var port = int.TryParse(environment("SCCACHE_SERVER_PORT"), out var given) ? given : UsualPort;
        if (processes.FindListeningUser(port) is { } owner && owner != users.Effective)
        {
            yield return new Finding(
                Rules.ForeignDaemon,
                $"{From}={StepFaults.Shorten(Value)} talks to port {port} of this machine, where a process of {Targets.Person.Describe(users, owner)} listens: it compiles as that user, who cannot read or write what this one can. To see it: `ss -ltnp 'sport = :{port}'`. Take {From} out and set CacheTasksCompilerCache, which gives each user a daemon, or set SCCACHE_SERVER_UDS to a path of your own.");
        }
    }

    private static string? Text(string output)
    {
        try
        {
            return JsonNode.Parse(output) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
