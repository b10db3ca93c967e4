using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Doctor;

/// <summary>What one line of a step's block says, and of what.</summary>
internal sealed record DoctorLine(string Label, string Text)
{
    /// <summary>Of a diagnostic; null for a plain fact.</summary>
    public Severity? Severity { get; init; }
}

/// <summary>A step's block: what was found, then what is wrong and the ways out.</summary>
internal sealed class ExaminationText(ExaminedPlaceText places)
{
    public IEnumerable<DoctorLine> Lines(Examination one) =>
    [
        .. Place("cache", one.Step.CacheDirectory, one.Step.CacheFrom, one.Cache, one.SharingCache),
        .. Place("target", one.Step.TargetDirectory, one.Step.TargetFrom, one.Target, one.SharingTarget),
        .. Verdict(one),
        .. one.CompilesThrough is { } through ? [new DoctorLine("compiles", PrintedText.Of(through))] : Array.Empty<DoctorLine>(),
        .. Findings(one),
        .. Causes(one),
        .. Candidates(one),
    ];

    /// <summary>What will happen to most files: a mode, <c>fails</c>, or why nothing is known.</summary>
    public static string Plan(Examination one) => one.Step.Planned is { Length: > 0 } planned ? planned : one.Profile is { CacheOnly: true } && one.Step.CacheDirectory.Length > 0 ? "-" : "unknown";

    private IEnumerable<DoctorLine> Place(string label, string path, string from, ExaminedPlace? place, IReadOnlyList<string> sharing)
    {
        if (path.Length == 0)
        {
            yield break;
        }
        yield return new DoctorLine(label, ExaminedPlaceText.Path(path) + (Named(from) is { } who ? $" ({who})" : ""));
        if (place is not null)
        {
            yield return new DoctorLine("", ExaminedPlaceText.Facts(place));
            foreach (var other in places.Others(place, sharing))
            {
                yield return new DoctorLine("", other);
            }
        }
    }

    private static string? Named(string from) => from switch
    {
        "" => null,
        "metadata" => "the step says so",
        "tool" => "the tool says so",
        "root" => "below CacheTasksRoot",
        "colocate" => "by Placement=\"colocate\"",
        StepLine.SharedRoot => "private, below the shared root",
        _ => from + " says so",
    };

    private static IEnumerable<DoctorLine> Verdict(Examination one)
    {
        if (one.Record["modes"] is JsonObject modes)
        {
            yield return new DoctorLine("verdict", string.Join(", ", modes.Select(mode => $"{mode.Key} {Mode(mode.Value as JsonObject)}")));
        }
        if (one.Step.Prediction.Length > 0)
        {
            var reason = one.Step.Reason.Length > 0 ? $" ({one.Step.Reason})" : "";
            yield return new DoctorLine("predicted", $"{one.Step.Prediction}{(one.Record["prediction"]?["warns"]?.GetValue<bool>() == true ? ", with a warning of the tool" : "")}");
            yield return new DoctorLine("planned", one.Step.Planned + reason);
        }
        if (one.Record["environment"] is JsonObject { Count: > 0 } environment)
        {
            yield return new DoctorLine("sets", string.Join(" ", environment.Select(pair => PrintedText.Of($"{pair.Key}={pair.Value}"))));
        }
    }

    private static string Mode(JsonObject? mode)
    {
        var (result, errno, cause) = (Text(mode, "result"), Text(mode, "errno"), Text(mode, "cause"));
        var why = string.Join(", ", new[] { errno, cause }.Where(word => word.Length > 0));
        return (Text(mode, "becomes") is { Length: > 0 } other ? "becomes " + other : result) + (why.Length > 0 ? $" ({why})" : "");
    }

    private static IEnumerable<DoctorLine> Findings(Examination one) =>
        one.Findings.Select(finding => new DoctorLine(finding.Rule.Code, PrintedText.Of(finding.Text)) { Severity = finding.EffectiveSeverity });

    // Of a cause that a finding has told already, no more is said.
    private static IEnumerable<DoctorLine> Causes(Examination one)
    {
        foreach (var cause in (one.Record["causes"] as JsonArray ?? []).OfType<JsonObject>().Where(cause => one.Findings.All(finding => finding.Rule.Code != Text(cause, "code"))))
        {
            var code = Text(cause, "code");
            var title = Rules.All.FirstOrDefault(rule => rule.Code == code)?.Title ?? code;
            var check = Text(cause, "check") is { Length: > 0 } command ? $" To see it: `{command}`." : "";
            var remedies = string.Join(" ", (cause["remedies"] as JsonArray ?? []).Select(remedy => remedy?.GetValue<string>() ?? ""));
            yield return new DoctorLine(code, PrintedText.Of($"{title}: {Evidence(cause)}.{check} {remedies}".TrimEnd())) { Severity = Severity.Message };
        }
    }

    private static string Evidence(JsonObject cause) =>
        string.Join(", ", (cause["evidence"] as JsonObject ?? []).Select(pair => $"{pair.Key} {pair.Value}"));

    private static IEnumerable<DoctorLine> Candidates(Examination one) =>
        (one.Record["placement"]?["conclusion"] as JsonArray ?? []).Select((line, number) => new DoctorLine(number == 0 ? "place" : "", PrintedText.Of(line?.GetValue<string>() ?? "")));

    private static string Text(JsonObject? node, string key) => node?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
