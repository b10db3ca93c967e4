using CacheTasks.Diagnostics;
using CacheTasks.Reports;

namespace CacheTasks.Running;

/// <summary>
/// Lets so many errors and so many warnings through, and counts the others by their code. Errors are kept until the command has ended: only then it is
/// known whether it failed.
/// </summary>
internal sealed class MessageLimit(int most)
{
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly List<ReportedMessage> _errors = [];
    private readonly List<ReportedMessage> _doubtful = [];
    private int _warnings;

    public IReadOnlyList<ReportedMessage> Errors => _errors;

    public bool HasEnoughWarnings => _warnings >= most;

    public int Left => _left.Values.Sum();

    /// <returns>The warning to give now; null when it is kept or one too many.</returns>
    public ReportedMessage? Add(ReportedMessage message)
    {
        var isError = message.Severity == Severity.Error;
        if ((isError ? _errors.Count : _warnings) >= most)
        {
            _left[message.Code] = _left.TryGetValue(message.Code, out var count) ? count + 1 : 1;
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
    public string? Summary => _left.Count == 0 ? null
        : $"… and {Left:N0} more: {string.Join(", ", _left.OrderByDescending(pair => pair.Value).Take(10).Select(pair => $"{pair.Value:N0} {pair.Key}"))}{(_left.Count > 10 ? ", …" : "")}";
}
