using System.Text.Json;
using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;

namespace CacheTasks.Reports;

/// <summary>What a step's record and messages come to, in the words of all renderings. A record that says something else than agreed says nothing.</summary>
internal sealed class StepSummary
{
    /// <summary>Beside the names of the link modes: the tool will end with an error.</summary>
    public const string Fails = "fails";

    private static readonly (string Key, string One, string More)[] Arrivals =
    [
        ("hardlink", "hard link", "hard links"), ("clone", "clone", "clones"), ("inline", "tiny clone", "tiny clones"), ("symlink", "symlink", "symlinks"), ("copy", "copy", "copies"),
    ];

    public StepSummary(ReportedStep step)
    {
        Step = step;
        Mode = FindMode();
    }

    public ReportedStep Step { get; }

    public string Tool => $"{Text("tool")} {Text("toolVersion")}".Trim();

    public string Cache => Text("cache");

    public string Target => Text("target");

    /// <summary>The project's file name and target framework.</summary>
    public string Where => Step.TargetFramework.Length == 0 ? FileName(Step.Project) : $"{FileName(Step.Project)} ({Step.TargetFramework})";

    /// <summary>A link mode, <see cref="Fails"/>, or empty when it is not known.</summary>
    public string Mode { get; }

    public bool IsLinked => Mode is "clone" or "hardlink" or "symlink";

    /// <summary>Whether the mode is what was seen, not what was planned.</summary>
    public bool WasSeen => Outcome is not null;

    public long Copies => Number(Outcome, "copy");

    public long BytesCopied => Number(Outcome, "bytesCopied");

    public long BytesShared => Number(Outcome, "bytesShared");

    public double SecondsLost => Outcome?["secondsLost"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : 0;

    public IReadOnlyList<JsonObject> Causes => Objects(Step.Record["causes"]);

    /// <summary>The first cause is the one that must be solved first.</summary>
    public string FirstCause => Causes.Count > 0 ? TextOf(Causes[0], "code") : "";

    public JsonObject? Outcome => Step.State == StepState.Finished ? Step.Record["outcome"] as JsonObject : null;

    public JsonObject? Placement => Step.Record["placement"] as JsonObject;

    public long Errors => Said(Severity.Error);

    public long Warnings => Said(Severity.Warning);

    /// <summary>Its tool was predicted to fail, or ended with errors though the target went on (ContinueOnError).</summary>
    public bool HasFailed => Mode == Fails || (Step.State == StepState.Finished && Step.Messages.Any(message => message.Severity == Severity.Error && message.Source != nameof(CacheTasks)));

    /// <summary>As in <c>hard link</c>; <c>not known</c> where there is no mode.</summary>
    public string ModeText => NameOf(Mode);

    /// <summary>One word for a table: what became of the step.</summary>
    public string StateText => Step.State switch
    {
        StepState.Unfinished => "did not finish",
        StepState.NotRun => Mode switch { Fails => "would fail", "" => "not known", "copy" => "would copy", _ => "would link" },
        _ when HasFailed => "failed",
        _ => Mode switch { "" => "ran", "copy" => "copied", _ => Copies > 0 ? "linked in part" : "linked" },
    };

    /// <summary>The files by kind, such as <c>112 clones, 22 written by uv</c>, and what a compiler cache had; empty where nothing was counted.</summary>
    public string Files
    {
        get
        {
            var outcome = Outcome ?? [];
            var parts = Arrivals.Where(arrival => Number(outcome, arrival.Key) > 0)
                .Select(arrival => $"{ReportNumbers.Count(Number(outcome, arrival.Key))} {(Number(outcome, arrival.Key) == 1 ? arrival.One : arrival.More)}")
                .ToList();
            if (Number(outcome, "own") is > 0 and var own)
            {
                parts.Add($"{ReportNumbers.Count(own)} written by the tool");
            }
            if (outcome["units"] is JsonObject units)
            {
                parts.Add($"{ReportNumbers.Count(Number(units, "rebuilt"))} of {ReportNumbers.Count(Number(units, "fresh") + Number(units, "rebuilt"), "unit")} rebuilt");
            }
            if (Step.State == StepState.Finished && Step.Record["compilerCache"] is JsonObject compiled && compiled["hits"] is not null)
            {
                parts.Add($"{ReportNumbers.Count(Number(compiled, "hits"))} of {ReportNumbers.Count(Number(compiled, "hits") + Number(compiled, "misses"), "crate")} from the compiler cache");
            }
            if (outcome["sampled"] is JsonObject sampled)
            {
                parts.Add($"a sample of {ReportNumbers.Count(Number(sampled, "files"))} of {ReportNumbers.Count(Number(sampled, "of"), "file")}");
            }
            return string.Join(", ", parts);
        }
    }

    /// <summary>What copies cost, such as <c>42 MB written, about 0.4 s lost</c>; empty where nothing did.</summary>
    public string Cost => string.Join(", ", new[]
    {
        BytesCopied > 0 ? $"{ReportNumbers.Bytes(BytesCopied)} copied" : "",
        BytesShared > 0 ? $"{ReportNumbers.Bytes(BytesShared)} shared" : "",
        SecondsLost >= 0.05 ? $"about {ReportNumbers.Seconds(SecondsLost)} lost" : "",
    }.Where(part => part.Length > 0));

    public static string NameOf(string mode) => mode switch { "hardlink" => "hard link", "" => "not known", _ => mode };

    public static string TextOf(JsonNode? node, string key) => TextOf((node as JsonObject)?[key]) ?? "";

    /// <summary>Null for what is no text, or half a pair of UTF-16.</summary>
    public static string? TextOf(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static long Number(JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number : 0;

    public static IReadOnlyList<JsonObject> Objects(JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>().ToList() : [];

    public static IReadOnlyList<string> Texts(JsonNode? node) =>
        node is JsonArray array ? array.Select(TextOf).OfType<string>().ToList() : [];

    private string FindMode()
    {
        if (Outcome is { } outcome)
        {
            var kinds = new[] { ("clone", Number(outcome, "clone") + Number(outcome, "inline")), ("hardlink", Number(outcome, "hardlink")), ("symlink", Number(outcome, "symlink")), ("copy", Number(outcome, "copy")) };
            if (kinds.OrderByDescending(kind => kind.Item2).First() is { Item2: > 0 } most)
            {
                return most.Item1;
            }
            if (TextOf(outcome, "incremental") is { Length: > 0 } incremental)
            {
                return incremental;
            }
        }
        var planned = Step.Record["planned"] as JsonObject ?? Step.Record["prediction"] as JsonObject;
        return planned?["fails"] is JsonObject ? Fails : TextOf(planned, "mode");
    }

    private long Said(Severity severity) => Step.Messages.Where(message => message.Severity == severity).Sum(message => 1L + message.Repeats);

    private string Text(string key) => TextOf(Step.Record, key);

    private static string FileName(string path) => path.Substring(path.LastIndexOf('/') + 1);
}
