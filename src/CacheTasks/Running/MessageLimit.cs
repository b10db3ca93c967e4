using CacheTasks.Diagnostics;
using CacheTasks.Reports;

namespace CacheTasks.Running;

/// <summary>
/// Lets so many errors and so many warnings through, and counts the others by their code. Errors are kept until the command has ended: only then it is
/// known whether it failed.
/// </summary>
internal sealed class MessageLimit(int most)
{
    private readonly Dictionary<(string Code, Severity Severity), ReportedMessage> _left = [];
    private readonly List<ReportedMessage> _errors = [];
    private readonly List<ReportedMessage> _doubtful = [];
    private int _warnings;

    public IReadOnlyList<ReportedMessage> Errors => _errors;

    public bool HasEnoughWarnings => _warnings >= most;

    /// <summary>The first of each code and severity that was not let through, with how many followed it.</summary>
    public IReadOnlyCollection<ReportedMessage> Left => _left.Values;

    /// <returns>The warning to give now; null when it is kept or one too many.</returns>
    public ReportedMessage? Add(ReportedMessage message)
    {
        var isError = message.Severity == Severity.Error;
        if ((isError ? _errors.Count : _warnings) >= most)
        {
            var key = (message.Code, message.Severity);
            _left[key] = _left.TryGetValue(key, out var first) ? first with { Repeats = first.Repeats + 1 } : message;
            return null;
        }
        if (isError)
        {
            _errors.Add(message);
            // uv says what is wrong with a project's file as a warning first, and then, where that is in its way, as an error.
            _warnings -= _doubtful.RemoveAll(warning => warning.Place == message.Place);
            return null;
        }
        _warnings++;
        if (message.Source != ToolCodes.Uv || message.Place.Line == 0)
        {
            return message;
        }
        _doubtful.Add(message);
        return null;
    }

    /// <summary>What waited for an error about the same place.</summary>
    public IReadOnlyList<ReportedMessage> Doubtful => _doubtful;

    /// <summary><c>… and 9,800 more: 9,700 RUSTC0002, 100 E0308</c>; null when all were let through.</summary>
    public string? Summary
    {
        get
        {
            var codes = _left.Values.GroupBy(first => first.Code, first => first.Repeats + 1).Select(group => (Code: group.Key, Count: group.Sum()))
                .OrderByDescending(code => code.Count).ThenBy(code => code.Code, StringComparer.Ordinal).ToList();
            return codes.Count == 0 ? null
                : $"… and {codes.Sum(code => code.Count):N0} more: {string.Join(", ", codes.Take(10).Select(code => $"{code.Count:N0} {code.Code}"))}{(codes.Count > 10 ? ", …" : "")}";
        }
    }
}
