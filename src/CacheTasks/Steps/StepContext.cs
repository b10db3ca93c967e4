using System.Text.Json;
using System.Text.Json.Nodes;

namespace CacheTasks.Steps;

/// <summary>
/// What a running step's own commands may know of it: its prepared metadata, handed on in an environment variable, since that alone reaches the
/// tasks of the step's target in every kind of build.
/// </summary>
internal static class StepContext
{
    /// <summary>Set for the time of the step; see Encode.</summary>
    public const string Variable = "CACHETASKS_STEP";

    private const string Name = "Name";

    private static readonly string[] Known =
    [
        nameof(Step.Tool), nameof(Step.ToolVersion), nameof(Step.WorkingDirectory), nameof(Step.WorkspaceDirectory), nameof(Step.CacheDirectory),
        nameof(Step.TargetDirectory), nameof(Step.Require), nameof(Step.EnvironmentVariables), nameof(Step.AskToken), nameof(Step.Causes),
        nameof(Step.Prediction), nameof(Step.Planned), nameof(Step.Reason), nameof(Step.RecordName), nameof(Step.DefinedIn), nameof(Step.ReportedAs),
    ];

    /// <param name="steps">Name and metadata of each.</param>
    /// <returns>A JSON array, one object for each step.</returns>
    public static string Encode(IEnumerable<(string Name, Func<string, string> Get)> steps) =>
        new JsonArray(steps.Select(step => (JsonNode?)Encode(step.Name, step.Get)).ToArray()).ToJsonString();

    /// <summary>The steps that a variable's value describes; none when it is empty or not ours.</summary>
    public static IReadOnlyList<Step> Decode(string? value)
    {
        try
        {
            return string.IsNullOrEmpty(value) ? [] : (JsonNode.Parse(value!) as JsonArray ?? []).OfType<JsonObject>().Select(Decode).ToList();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    private static JsonObject Encode(string step, Func<string, string> get)
    {
        var node = new JsonObject { [Name] = step };
        foreach (var name in Known)
        {
            if (get(name) is { Length: > 0 } value)
            {
                node[name] = value;
            }
        }
        return node;
    }

    private static Step Decode(JsonObject node)
    {
        var values = node.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "", StringComparer.Ordinal);
        return new Step(values.TryGetValue(Name, out var name) ? name : "", key => values.TryGetValue(key, out var value) ? value : "", (key, value) => values[key] = value);
    }
}
