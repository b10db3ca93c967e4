using System.Collections;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Gets the answers to queries through the engine, which asks each once per build, or directly where it cannot.</summary>
internal static class ToolAsker
{
    private const string Target = "Ask";

    // tasks/<framework>/CacheTasks.dll in the package, build/ beside tasks/.
    private static readonly string Project = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(typeof(ToolAsker).Assembly.Location) ?? ".", "..", "..", "build", "CacheTasks.Ask.proj"));

    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public static IReadOnlyDictionary<string, ToolAnswers> Ask(IBuildEngine engine, IEnumerable<ToolQuery> queries, CancellationToken cancellation)
    {
        var distinct = queries.GroupBy(query => query.Encode()).ToDictionary(group => group.Key, group => group.First());
        return distinct.Count == 0 ? new Dictionary<string, ToolAnswers>()
            : engine is IBuildEngine6 able && File.Exists(Project) ? AskEngine(able, distinct.Keys.ToArray(), cancellation)
            : distinct.ToDictionary(query => query.Key, query => ToolRunner.AskAsync(query.Value, cancellation).GetAwaiter().GetResult());
    }

    /// <summary>What the step's tool prints for these arguments; null where it cannot be found or fails.</summary>
    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public static string? AskOne(IBuildEngine engine, Step step, ToolProfile profile, string arguments, CancellationToken cancellation)
    {
        if (ToolLocator.Find(profile.Executable, step.WorkingDirectory, Environment.GetEnvironmentVariable("PATH")) is not { } executable)
        {
            return null;
        }
        var query = StepQuestions.For(step, profile, executable, Environment.GetEnvironmentVariable) with { Questions = [new Question(arguments, arguments)] };
        var reply = Ask(engine, [query], cancellation)[query.Encode()].Replies[arguments];
        return reply.Succeeded ? reply.Output : null;
    }

    /// <summary>A token of this build: a query without questions has one. Empty where the engine cannot build projects for a task.</summary>
    public static string FindToken(IBuildEngine engine)
    {
        if (engine is not IBuildEngine6 able || !File.Exists(Project))
        {
            return "";
        }
        try
        {
            var query = new ToolQuery("", "", [], [], 1).Encode();
            return AskEngine(able, [query], CancellationToken.None)[query].Token;
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotImplementedException or NotSupportedException)
        {
            return "";
        }
    }

    private static Dictionary<string, ToolAnswers> AskEngine(IBuildEngine6 engine, string[] queries, CancellationToken cancellation)
    {
        // Without the caller's global properties (TargetFramework, Configuration, …) the question is the same for all callers.
        var removed = engine.GetGlobalProperties().Keys.ToList();
        var built = engine.BuildProjectFilesInParallel(
            queries.Select(_ => Project).ToArray(),
            [Target],
            queries.Select(query => (IDictionary)new Dictionary<string, string> { ["CacheTasksQuery"] = query }).ToArray(),
            queries.Select(_ => (IList<string>)removed).ToArray(),
            new string[queries.Length],
            returnTargetOutputs: true);
        if (!built.Result || built.TargetOutputsPerProject.Any(outputs => outputs[Target].Length == 0))
        {
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"{Project} gave no answer.");
        }
        return queries.Zip(built.TargetOutputsPerProject, (query, outputs) => (query, outputs[Target][0]))
            .ToDictionary(pair => pair.query, pair => ToolAnswers.Decode(pair.Item2.GetMetadata("Answers")));
    }
}
