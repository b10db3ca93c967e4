using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Reports;

/// <summary>
/// SARIF 2.1.0, one run for each source of messages. It holds no time and nothing random: equal builds give equal files.
/// </summary>
internal static class SarifReport
{
    /// <summary>Of one code; what is beyond is counted in a notification. GitHub takes 25,000 results of a run and shows 5,000.</summary>
    private const int MostOfOneCode = 1000;

    private const string Root = "%SRCROOT%";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(Report report)
    {
        var steps = report.Steps.Select(step => new StepSummary(step)).ToList();
        var groups = MessageGroup.Of(steps);
        // Our own run is always there: it says that the build was looked at, and holds the steps.
        var sources = groups.Select(group => group.Source).Where(source => source != nameof(CacheTasks)).Distinct().OrderBy(source => source, StringComparer.Ordinal);
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = Array(sources.Prepend(nameof(CacheTasks)).Select(source => Run(report, source, groups.Where(group => group.Source == source).ToList(), steps))),
        };
        return log.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Run(Report report, string source, IReadOnlyList<MessageGroup> groups, IReadOnlyList<StepSummary> steps)
    {
        // Codes are what results refer to; the same code may be an error here and a warning there.
        var codes = groups.GroupBy(group => RuleId(group)).ToList();
        var indices = codes.Select((code, index) => (code.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver(source, codes.Select(code => code.First()).ToList()) },
            ["automationDetails"] = new JsonObject { ["id"] = $"cachetasks/{ReportText.Line(source)}/" },
            ["columnKind"] = "utf16CodeUnits",
            ["invocations"] = new JsonArray(Invocation(groups, source == nameof(CacheTasks) ? steps : groups.SelectMany(group => group.Messages.Select(said => said.Step)))),
            ["results"] = Array(groups.SelectMany(group => group.Messages.Take(MostOfOneCode).Select(said => Result(report, group, said.Step, said.Message, indices[RuleId(group)])))),
        };
        if (report.Root.Length > 0)
        {
            run["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["uri"] = Absolute(report.Root.TrimEnd('/') + "/") } };
        }
        if (source == nameof(CacheTasks))
        {
            run["properties"] = new JsonObject { ["summary"] = ReportText.Line(Headline.Of(steps)), ["steps"] = Array(steps.Select(StepOf)) };
        }
        return run;
    }

    private static JsonObject Driver(string source, IReadOnlyList<MessageGroup> rules)
    {
        var driver = new JsonObject { ["name"] = Named(source, "tool") };
        if (source == nameof(CacheTasks))
        {
            driver["semanticVersion"] = typeof(SarifReport).Assembly.GetName().Version!.ToString(3);
        }
        driver["rules"] = Array(rules.Select(RuleOf));
        return driver;
    }

    private static JsonObject RuleOf(MessageGroup group)
    {
        var title = group.IsOurs && group.Rule is { } known ? known.Title : $"{group.Source} {group.Code}".Trim();
        var rule = new JsonObject
        {
            ["id"] = RuleId(group),
            ["name"] = PascalCase(title),
            ["shortDescription"] = Message(title),
            ["fullDescription"] = Message(title),
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(group.IsOurs && group.Rule is { } ours ? ours.Severity : group.Severity) },
        };
        if (group.Messages.Select(said => said.Message.HelpLink).FirstOrDefault(link => Uri.TryCreate(link, UriKind.Absolute, out _)) is { } help)
        {
            rule["helpUri"] = new Uri(help).AbsoluteUri;
        }
        return rule;
    }

    private static JsonObject Invocation(IReadOnlyList<MessageGroup> groups, IEnumerable<StepSummary> steps)
    {
        var invocation = new JsonObject { ["executionSuccessful"] = groups.All(group => group.Severity != Severity.Error) && steps.All(step => step.Step.State != StepState.Unfinished) };
        var beyond = groups.Where(group => group.Beyond(MostOfOneCode).Length > 0).ToList();
        if (beyond.Count > 0)
        {
            invocation["toolExecutionNotifications"] = Array(beyond.Select(group => new JsonObject
            {
                ["level"] = "note",
                ["message"] = Message($"{RuleId(group)}: {group.Beyond(MostOfOneCode)}"),
            }));
        }
        return invocation;
    }

    private static JsonObject Result(Report report, MessageGroup group, StepSummary step, ReportedMessage message, int index)
    {
        var result = new JsonObject
        {
            ["ruleId"] = RuleId(group),
            ["ruleIndex"] = index,
            ["level"] = Level(message.Severity),
            ["message"] = Message($"{(group.IsOurs ? step.Step.Name + ": " : "")}{(message.Text.Length == 0 ? group.Title : message.Text)}"),
        };
        if (message.Place.File.Length > 0)
        {
            result["locations"] = new JsonArray(Location(report, message.Place));
        }
        var related = message.Related.Where(place => place.Place.File.Length > 0).ToList();
        if (related.Count > 0)
        {
            result["relatedLocations"] = Array(related.Select((place, number) =>
            {
                var location = Location(report, place.Place);
                location["id"] = number + 1;
                location["message"] = Message(place.Text.Length == 0 ? "see also" : place.Text);
                return location;
            }));
        }
        result["partialFingerprints"] = new JsonObject { ["cacheTasks/v1"] = Fingerprint(report, group, step, message) };
        result["properties"] = Properties(step, message);
        return result;
    }

    private static JsonObject Properties(StepSummary step, ReportedMessage message)
    {
        var properties = Identity(step);
        var text = MessageText.Of(message);
        Put(properties, "check", text.Check);
        Put(properties, "whatToDo", text.ToDo);
        Put(properties, "rendered", message.Rendered ?? "");
        if (step.Causes.FirstOrDefault(cause => StepSummary.TextOf(cause, "code") == message.Code) is { } found)
        {
            properties["evidence"] = Cleaned(found["evidence"]);
            properties["remedies"] = Cleaned(found["remedies"]);
        }
        return properties;
    }

    private static JsonObject StepOf(StepSummary step)
    {
        var node = Identity(step);
        node["state"] = step.Step.State switch { StepState.Finished => "finished", StepState.Unfinished => "unfinished", _ => "notRun" };
        Put(node, "result", step.StateText);
        Put(node, "mode", step.Mode);
        node["record"] = Cleaned(step.Step.Record);
        return node;
    }

    private static JsonObject Identity(StepSummary step)
    {
        var node = new JsonObject { ["step"] = ReportText.Clean(step.Step.Name), ["project"] = ReportText.Clean(step.Step.Project) };
        Put(node, "targetFramework", step.Step.TargetFramework);
        return node;
    }

    private static JsonObject Location(Report report, MessagePlace place)
    {
        var physical = new JsonObject { ["artifactLocation"] = Artifact(report, place.File) };
        if (place.Line > 0)
        {
            var region = new JsonObject { ["startLine"] = place.Line };
            Put(region, "startColumn", place.Column);
            Put(region, "endLine", place.EndLine >= place.Line ? place.EndLine : 0);
            Put(region, "endColumn", place.Column > 0 && place.EndLine >= place.Line ? place.EndColumn : 0);
            physical["region"] = region;
        }
        return new JsonObject { ["physicalLocation"] = physical };
    }

    private static JsonObject Artifact(Report report, string file) => PlaceText.Relative(file, report.Root) is { } relative
        ? new JsonObject { ["uri"] = Escaped(relative), ["uriBaseId"] = Root }
        : new JsonObject { ["uri"] = file[0] == '/' ? Absolute(file) : Escaped(file) };

    private static string Absolute(string path) => "file://" + Escaped(path);

    private static string Escaped(string path) => string.Join("/", ReportText.Clean(path).Split('/').Select(Uri.EscapeDataString));

    // The same finding keeps its number when lines above it are added: GitHub then knows it again.
    private static string Fingerprint(Report report, MessageGroup group, StepSummary step, ReportedMessage message)
    {
        var place = PlaceText.Relative(message.Place.File, report.Root) ?? message.Place.File;
        return TextDigest.Of(ReportText.Clean(string.Join("\n", RuleId(group), place, step.Step.Name, step.Step.TargetFramework, message.Text)));
    }

    private static string RuleId(MessageGroup group) => Named(group.Code, Named(group.Source, "message"));

    private static string Named(string name, string otherwise) => ReportText.Line(name) is { Length: > 0 } line ? line : otherwise;

    private static string PascalCase(string title) =>
        string.Concat(new string(title.Select(character => char.IsLetterOrDigit(character) && character < 0x80 ? character : ' ').ToArray()).Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1))) is { Length: > 0 } name ? name : "Message";

    // "[text](target)" in a message is a link (SARIF 2.1.0, §3.11.6); no tool's text may make one.
    private static JsonObject Message(string text) => new() { ["text"] = ReportText.Clean(text).Replace("](", "] (") };

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static JsonArray Array(IEnumerable<JsonObject> items) => new(items.ToArray<JsonNode?>());

    private static void Put(JsonObject node, string key, string value)
    {
        if (value.Length > 0)
        {
            node[key] = ReportText.Clean(value);
        }
    }

    private static void Put(JsonObject node, string key, int value)
    {
        if (value > 0)
        {
            node[key] = value;
        }
    }

    private static JsonNode? Cleaned(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Select(pair => new KeyValuePair<string, JsonNode?>(ReportText.Clean(pair.Key), Cleaned(pair.Value))).GroupBy(pair => pair.Key).Select(same => same.First())),
        JsonArray array => new JsonArray(array.Select(Cleaned).ToArray()),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(ReportText.Clean(StepSummary.TextOf(value) ?? "")),
        _ => node?.DeepClone(),
    };
}
