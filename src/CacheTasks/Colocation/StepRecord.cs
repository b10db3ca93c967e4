using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>
/// The step's record (DESIGN §3): one JSON file that several tasks fill. It is written beside and renamed, and only when it
/// differs from what is there.
/// </summary>
internal sealed class StepRecord
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A reader finds the keys in one order whatever task wrote last.
    private static readonly string[] Order =
        ["step", "tool", "toolVersion", "cache", "target", "modes", "causes", "prediction", "planned", "placement", "seed", "environment", "compilerCache", "outcome"];

    private readonly string _path;
    private readonly string? _before;
    private readonly JsonObject _values;

    private StepRecord(string path, string? before, JsonObject values)
    {
        _path = path;
        _before = before;
        _values = values;
    }

    /// <summary>The record in the folder, or a new one where none is or it cannot be read.</summary>
    public static StepRecord Open(string folder, string name)
    {
        var path = Path.Combine(folder, name + ".json");
        var before = File.Exists(path) ? File.ReadAllText(path) : null;
        return new StepRecord(path, before, Parse(before));
    }

    public JsonNode? this[string key]
    {
        get => _values[key];
        set
        {
            if (value is null)
            {
                _values.Remove(key);
            }
            else
            {
                _values[key] = value;
            }
        }
    }

    /// <summary>Sets the verdict and what follows from it; a changed verdict makes the outcome of an earlier one void.</summary>
    public void SetVerdict(Step step, string? cache, Judgement judgement, LinkPlan? plan)
    {
        var changed = Set("step", step.Name)
            | Set("tool", step.Tool)
            | Set("toolVersion", step.ToolVersion)
            | Set("cache", cache)
            | Set("target", step.TargetDirectory)
            | Set("modes", judgement.Verdict is { } verdict ? Modes(verdict) : null)
            | Set("causes", new JsonArray(judgement.Causes.Select(Cause).ToArray<JsonNode?>()))
            | Set("prediction", Predicted(plan?.Prediction))
            | Set("planned", Predicted(plan?.Planned));
        if (changed)
        {
            _values.Remove("environment");
            _values.Remove("outcome");
        }
    }

    public void SetEnvironment(IEnumerable<KeyValuePair<string, string>> variables) =>
        _values["environment"] = new JsonObject(variables.Select(variable => new KeyValuePair<string, JsonNode?>(variable.Key, variable.Value)));

    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public void Save()
    {
        foreach (var key in Order.Where(_values.ContainsKey))
        {
            var value = _values[key];
            _values.Remove(key);
            _values[key] = value;
        }
        var text = _values.ToJsonString(Indented) + "\n";
        if (text == _before)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        WholeFile.Write(_path, text);
    }

    private bool Set(string key, JsonNode? value)
    {
        var same = _values.TryGetPropertyValue(key, out var before) && JsonNode.DeepEquals(before, value);
        if (!same)
        {
            _values[key] = value;
        }
        return !same;
    }

    /// <summary>A record's text; empty where it is none.</summary>
    public static JsonObject Parse(string? text)
    {
        try
        {
            var values = text is null ? [] : JsonNode.Parse(text) as JsonObject ?? [];
            // Counting reads all keys; a key that is there twice is found only then.
            return values.Count >= 0 ? values : [];
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return [];
        }
    }

    public static JsonObject Modes(Verdict verdict) => new(LinkModes.All.Select(mode => new KeyValuePair<string, JsonNode?>(mode.Name(), Mode(mode, verdict[mode]))));

    private static JsonObject Mode(LinkMode mode, ModeResult result)
    {
        var node = new JsonObject
        {
            ["result"] = result.Outcome switch { ModeOutcome.Works => "works", ModeOutcome.Costs => "costs", _ => "fails" },
        };
        if (!result.Usable)
        {
            node["errno"] = result.Errno.Name;
        }
        if (result.Cause is { } cause)
        {
            node["cause"] = cause.Code;
        }
        if (result.Usable && mode == LinkMode.Copy)
        {
            node["sharesBlocks"] = result.SharesBlocks;
        }
        if (result.BecomesSymlink)
        {
            node["becomes"] = LinkMode.Symlink.Name();
        }
        if (result.NotForAll)
        {
            node["forAll"] = false;
        }
        if (result.Breaks is { } broken)
        {
            node["halfWay"] = new JsonObject { ["errno"] = broken.Errno.Name, ["cause"] = broken.Cause.Code };
        }
        return node;
    }

    private static JsonObject Cause(CauseFinding cause) => new()
    {
        ["code"] = cause.Rule.Code,
        ["check"] = cause.Check,
        ["evidence"] = new JsonObject(cause.Evidence.Select(item => new KeyValuePair<string, JsonNode?>(item.Key, item.Value))),
        ["remedies"] = new JsonArray(cause.Remedies.Select(remedy => (JsonNode?)remedy).ToArray()),
    };

    private static JsonObject? Predicted(Prediction? prediction)
    {
        if (prediction is null)
        {
            return null;
        }
        var node = new JsonObject { ["mode"] = prediction.Mode?.Name(), ["warns"] = prediction.Warns };
        if (prediction.SharesBlocks)
        {
            node["sharesBlocks"] = true;
        }
        node["fails"] = prediction.Fails is { } fails ? new JsonObject { ["operation"] = fails.Operation, ["errno"] = fails.Errno.Name } : null;
        return node;
    }
}
