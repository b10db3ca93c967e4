using System.Text.Json;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;

namespace CacheTasks.Running;

/// <summary>What a line of JSON was.</summary>
internal enum JsonLine
{
    /// <summary>None of cargo's or rustc's messages: text.</summary>
    Text,

    /// <summary>A message about the build, not for people.</summary>
    Quiet,

    /// <summary>What the compiler says.</summary>
    Diagnostic,
}

/// <summary>
/// Reads cargo's JSON messages (The Cargo Book, "External tools") and rustc's own (The rustc book, "JSON Output"): one object a line.
/// </summary>
internal sealed class RustcMessages(SourcePaths paths)
{
    private const string CargoStart = "{\"reason\":\"";
    private const string CompilerStart = CargoStart + "compiler-message\"";
    private const string RustcStart = "{\"$message_type\":\"";

    private static readonly string[] Unshown = ["compiler-artifact\"", "build-script-executed\"", "build-finished\""];

    // With neither code nor place: they count what was said before.
    private static readonly string[] Summaries = ["aborting due to ", "For more information about ", "Some errors have detailed explanations"];

    private readonly HashSet<ulong> _seen = [];

    /// <summary>A line as the tool would have shown it; null when there is nothing to show.</summary>
    public string? Rendered { get; private set; }

    /// <summary>What it is about; null when it repeats or sums up something.</summary>
    public ReportedMessage? Message { get; private set; }

    /// <summary>Reads one line into the properties. Anything that is not a whole message of the tools is text.</summary>
    /// <param name="isBrief">Of a warning only what counts it is wanted.</param>
    public JsonLine Read(string line, bool isBrief = false)
    {
        (Rendered, Message) = (null, null);
        var isCompiler = line.StartsWith(CompilerStart, StringComparison.Ordinal);
        if (!isCompiler && !line.StartsWith(RustcStart, StringComparison.Ordinal))
        {
            return line.StartsWith(CargoStart, StringComparison.Ordinal) && IsOfCargo(line) ? JsonLine.Quiet : JsonLine.Text;
        }
        try
        {
            using var document = JsonDocument.Parse(line);
            return isCompiler
                ? Read(document.RootElement.GetProperty("message"), Text(document.RootElement, "manifest_path"), isBrief)
                : Text(document.RootElement, "$message_type") == "diagnostic" ? Read(document.RootElement, null, isBrief) : JsonLine.Quiet;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return JsonLine.Text;
        }
    }

    // Whole, as far as that is seen without reading it: they are many and long.
    private static bool IsOfCargo(string line) =>
        line[line.Length - 1] == '}' && Unshown.Any(reason => string.CompareOrdinal(line, CargoStart.Length, reason, 0, reason.Length) == 0);

    private JsonLine Read(JsonElement message, string? manifest, bool isBrief)
    {
        var headline = Text(message, "message") ?? "";
        var level = Text(message, "level") ?? "";
        if (level == "failure-note" || Summaries.Any(summary => headline.StartsWith(summary, StringComparison.Ordinal)) || IsCount(headline))
        {
            return JsonLine.Quiet;
        }
        var rendered = Text(message, "rendered");
        // The library and its tests are compiled each for itself, and say the same.
        if (_seen.Count < 65536 && !_seen.Add(Hash(rendered ?? headline)))
        {
            return JsonLine.Quiet;
        }
        Rendered = rendered ?? headline;
        Message = level.StartsWith("error", StringComparison.Ordinal) || level == "warning" ? Describe(message, level, headline, rendered, manifest, isBrief) : null;
        return JsonLine.Diagnostic;
    }

    private ReportedMessage Describe(JsonElement message, string level, string headline, string? rendered, string? manifest, bool isBrief)
    {
        var severity = level == "warning" ? Severity.Warning : Severity.Error;
        if (isBrief && severity == Severity.Warning)
        {
            return new ReportedMessage(severity, ToolCodes.Of(ToolCodes.Rustc, severity), ToolCodes.Rustc, headline, new MessagePlace(""));
        }
        var spans = message.GetProperty("spans").EnumerateArray().ToList();
        var primary = spans.Find(span => span.GetProperty("is_primary").GetBoolean());
        var hasPlace = primary.ValueKind == JsonValueKind.Object;
        var call = hasPlace ? CallSite(primary) : default;
        var code = message.GetProperty("code") is { ValueKind: JsonValueKind.Object } given ? Text(given, "code") ?? "" : "";
        var label = hasPlace ? Text(primary, "label") : null;
        var isNumbered = IsNumbered(code);
        return new ReportedMessage(
            severity, isNumbered ? code : ToolCodes.Of(ToolCodes.Rustc, severity), ToolCodes.Rustc,
            OneLine.Of(headline + (label is { Length: > 0 } ? ": " + label : "") + (isNumbered || code.Length == 0 ? "" : $" ({code})")),
            hasPlace ? Place(call, manifest) : new MessagePlace(""))
        {
            HelpLink = isNumbered ? $"https://doc.rust-lang.org/error_codes/{code}.html" : null,
            Rendered = rendered is null ? null : OneLine.Plain(rendered).TrimEnd(),
            Related = Related(message, spans, primary, hasPlace, manifest).ToList(),
        };
    }

    // E0308, and not the name of a lint.
    private static bool IsNumbered(string code) => code.Length > 1 && code[0] == 'E' && code.Skip(1).All(char.IsDigit);

    // A place within a macro is of no use to who calls it, least of all in a file of the standard library.
    private static JsonElement CallSite(JsonElement span)
    {
        while (span.TryGetProperty("expansion", out var expansion) && expansion.ValueKind == JsonValueKind.Object)
        {
            span = expansion.GetProperty("span");
        }
        return span;
    }

    private IEnumerable<RelatedPlace> Related(JsonElement message, List<JsonElement> spans, JsonElement primary, bool hasPlace, string? manifest)
    {
        if (hasPlace && primary.GetProperty("expansion") is { ValueKind: JsonValueKind.Object } expansion)
        {
            yield return new RelatedPlace($"in the macro {Text(expansion, "macro_decl_name")}", Place(primary, manifest));
        }
        foreach (var span in spans.Where(span => !span.GetProperty("is_primary").GetBoolean() && Text(span, "label") is { Length: > 0 }))
        {
            yield return new RelatedPlace(OneLine.Of(Text(span, "label")!), Place(span, manifest));
        }
        foreach (var child in message.GetProperty("children").EnumerateArray())
        {
            var place = child.GetProperty("spans").EnumerateArray().Select(span => Place(span, manifest)).FirstOrDefault();
            yield return new RelatedPlace(OneLine.Of($"{Text(child, "level")}: {Text(child, "message")}"), place ?? new MessagePlace(""));
        }
    }

    private MessagePlace Place(JsonElement span, string? manifest) => new(
        paths.Full(Text(span, "file_name") ?? "", manifest), Number(span, "line_start"), Number(span, "column_start"), Number(span, "line_end"), Number(span, "column_end"));

    // "3 warnings emitted", "1 warning emitted"
    private static bool IsCount(string headline) => headline.Length > 0 && char.IsDigit(headline[0]) && headline.EndsWith(" emitted", StringComparison.Ordinal);

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    // FNV-1a: a hash for each message takes less room than the message.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }
        return hash;
    }
}
