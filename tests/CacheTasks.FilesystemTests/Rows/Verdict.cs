using System.Text.Json;
using CacheTasks.ProbeLoop;

namespace CacheTasks.FilesystemTests;

/// <summary>The record of a step, read as any reader of the file would, in the words of <see cref="Expectation"/>.</summary>
internal sealed class Verdict(JsonElement record, IReadOnlyList<string> warnings)
{
    private const string SharesBlocks = ", shares blocks";

    /// <summary>Warnings and errors are codes in the order in which they were said.</summary>
    internal static Verdict Read(string path, params IReadOnlyList<string> warnings)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return new Verdict(document.RootElement.Clone(), warnings);
    }

    internal static Verdict Of(TaskChain chain) =>
        Read(chain.RecordPath, [.. chain.Engine.Errors.Select(error => error.Code), .. chain.Engine.Warnings.Select(warning => warning.Code)]);

    internal JsonElement Record => record;

    internal IReadOnlyList<string> Lines =>
    [
        .. record.GetProperty("modes").EnumerateObject().Select(mode => $"{mode.Name}: {Mode(mode.Value)}"),
        "causes: " + string.Join(' ', Causes),
        "warnings: " + string.Join(' ', warnings.Select(Short)),
        "prediction: " + Forecast("prediction"),
        "planned: " + Forecast("planned"),
        "environment: " + string.Join(' ', Environment.Select(pair => $"{pair.Key}={pair.Value}")),
    ];

    internal IReadOnlyDictionary<string, string> Environment =>
        record.GetProperty("environment").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);

    /// <summary>What uv must be seen to do if <c>prediction</c> or <c>planned</c> is right.</summary>
    internal string Promise(string forecast)
    {
        // A copy whose blocks the filesystem shares cannot be told from a clone afterwards.
        var said = Forecast(forecast);
        return said.EndsWith(SharesBlocks, StringComparison.Ordinal) ? said.Replace("copy", "clone", StringComparison.Ordinal)[..^SharesBlocks.Length] : said;
    }

    private IEnumerable<string> Causes => record.GetProperty("causes").EnumerateArray().Select(cause => Code(cause.GetProperty("code")));

    private static string Mode(JsonElement mode)
    {
        var text = mode.GetProperty("result").GetString()!;
        if (mode.TryGetProperty("errno", out var errno))
            text += " " + errno.GetString();
        if (mode.TryGetProperty("cause", out var cause))
            text += " " + Code(cause);
        if (mode.TryGetProperty("forAll", out _))
            text += ", not all";
        if (mode.TryGetProperty("halfWay", out var halfWay) && mode.GetProperty("result").GetString() != "fails")
            text += $", half way {halfWay.GetProperty("errno").GetString()} {Code(halfWay.GetProperty("cause"))}";
        return text + Sharing(mode);
    }

    private string Forecast(string name)
    {
        var forecast = record.GetProperty(name);
        if (forecast.GetProperty("fails") is { ValueKind: JsonValueKind.Object } failure)
            return "fails " + failure.GetProperty("errno").GetString();
        return forecast.GetProperty("mode").GetString() + (forecast.GetProperty("warns").GetBoolean() ? ", warns" : "") + Sharing(forecast);
    }

    private static string Sharing(JsonElement element) =>
        element.TryGetProperty("sharesBlocks", out var shares) && shares.GetBoolean() ? SharesBlocks : "";

    private static string Code(JsonElement code) => Short(code.GetString()!);

    private static string Short(string code) => code.Replace("CACHETASKS", "", StringComparison.Ordinal);
}
