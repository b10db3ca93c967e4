using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;

namespace CacheTasks.CompilerCaches;

/// <summary>What the compiler cache did for a step: a line, a part of the record, and what has to be said.</summary>
internal sealed class Result
{
    private const int NamesShown = 5;

    private readonly Session _session;
    private readonly Statistics _counted;
    private readonly bool _wasCounted;
    private readonly Notes _notes;
    private readonly string? _off;
    private readonly string _failure;

    /// <param name="counted">Over the step; null where the daemon has gone.</param>
    /// <param name="off">Why the rest of the step was compiled without; null: it was not.</param>
    /// <param name="failure">What sccache printed when it failed.</param>
    public Result(Session session, Statistics? counted, Notes notes, string? off, string failure)
    {
        _session = session;
        _wasCounted = counted is not null;
        counted ??= Statistics.Nothing;
        _counted = counted;
        _notes = notes;
        _off = off;
        _failure = failure;
        NotCacheable = notes.NotCacheable.Concat(counted.NotCached).GroupBy(reason => reason.Key).OrderByDescending(reason => reason.Sum(count => count.Value)).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .ToDictionary(reason => reason.Key, reason => reason.Sum(count => count.Value));
    }

    public IReadOnlyDictionary<string, long> NotCacheable { get; }

    /// <summary>What the back end said against the last result that it did not take; null where that is not known.</summary>
    public string? NotStoredWhy { get; init; }

    // What sccache found to be read only when it started is not even tried, and no failure. A single result may still be on its way.
    private long NotStored => _counted.WriteFailures > 0 ? _counted.WriteFailures : _counted is { Misses: > 1, Writes: 0 } ? _counted.Misses : 0;

    private long Asked => _counted.Hits + _counted.Misses;

    private long Calls => Asked + NotCacheable.Values.Sum() + _notes.Own.Count + _notes.Failed + _notes.Outside.Count;

    /// <summary>Null where nothing was compiled.</summary>
    public string? Line => Calls == 0 ? null
        : $"compiler cache {_session.BackEnd}: {string.Join("; ", new[] { Found, Listed, Owned }.Where(part => part.Length > 0))}";

    /// <summary>For the record; null where nothing was compiled.</summary>
    public JsonObject? ToJson() => Calls == 0 ? null : new JsonObject
    {
        ["backEnd"] = _session.BackEnd,
        ["hits"] = Known(_counted.Hits),
        ["localHits"] = Known(_counted.LocalHits),
        ["misses"] = Known(_counted.Misses),
        ["notCacheable"] = new JsonObject(NotCacheable.Select(reason => new KeyValuePair<string, JsonNode?>(reason.Key, reason.Value))),
        ["own"] = new JsonArray(_notes.Own.Select(crate => (JsonNode?)crate).ToArray()),
        ["failed"] = _notes.Failed,
        ["notStored"] = Known(NotStored),
    };

    // Who has ended took its counts along.
    private JsonNode? Known(long count) => _wasCounted ? count : null;

    /// <param name="hide">Takes credentials out of a text.</param>
    public IEnumerable<Finding> Findings(Func<string, string> hide)
    {
        if (_off is not null)
        {
            yield return new Finding(Rules.CacheUnreachable, $"the compiler cache {_session.BackEnd} stopped answering while the step ran, and the rest was compiled without it: {hide(_off).TrimEnd('.')}. {(_off == BackEndWatch.SilentDaemon ? "The next build starts another." : $"{Check}Bring it back; the next build asks it again.")}");
        }
        else if (_notes.Failed > 0)
        {
            yield return new Finding(Rules.UnusableWrapper, $"sccache failed for {_notes.Failed} of {Calls} calls of the compiler, which were compiled without it: {_notes.FirstFailure}{(_failure.Trim().Length > 0 ? ": " + hide(Steps.StepFaults.Quote(_failure)).TrimEnd('.') : "")}. Use another version ({_session.Executable}) if it stays so.");
        }
        if (NotStored > 0 && _off is null && !_session.SaidNoWrites)
        {
            yield return new Finding(Rules.CacheUnreachable, $"the compiler cache {_session.BackEnd} did not take {NotStored} of {_counted.Misses} results, so other machines compile these again: {hide(NotStoredWhy ?? "it is full, or may only be read")}. {Check}{Room}");
        }
        if (_notes.Leaks.Count > 0)
        {
            yield return new Finding(Rules.CacheDefeated, $"{Names(_notes.Leaks)} {(_notes.Leaks.Count == 1 ? "holds" : "hold")} a path of this checkout that a macro found by resolving symlinks, and whoever finds {(_notes.Leaks.Count == 1 ? "it" : "them")} in the cache gets that path. Set CompilerCache=\"off\" on this step.");
        }
        if (_notes.Outside.Count > 0)
        {
            yield return new Finding(Rules.CacheDefeated, $"crates in {Names(_notes.Outside)} lie neither in the checkout nor in CARGO_HOME, so their paths have no shared names and they are not cached. Put them into one of these.");
        }
    }

    private string Found => _off is not null ? "given up while the step ran" : !_wasCounted ? "its daemon ended, so nothing is counted" : Asked == 0 ? "nothing to find" : $"{_counted.Hits} of {Asked} found ({100 * _counted.Hits / Asked} %){(_counted.LocalHits > 0 ? $", {_counted.LocalHits} of them on this machine" : "")}";

    private string Listed => NotCacheable.Count == 0 ? "" : $"{NotCacheable.Values.Sum()} not cacheable ({string.Join(", ", NotCacheable.Select(reason => $"{reason.Value} {reason.Key}"))})";

    private string Owned => string.Join("; ", new[]
    {
        _notes.Own.Count == 0 ? "" : $"{Names(_notes.Own)} compiled as {(_notes.Own.Count == 1 ? "it is, with a path of its own" : "they are, with paths of their own")}",
        _notes.Failed == 0 ? "" : $"{_notes.Failed} compiled without",
    }.Where(part => part.Length > 0));

    private bool IsRedis => _session.BackEnd.StartsWith("redis", StringComparison.Ordinal);

    private string Check => IsRedis ? $"To see it: `redis-cli -u {_session.BackEnd} info memory`. " : "";

    private string Room => IsRedis ? "Give it room, or let it drop what is old (maxmemory-policy allkeys-lru)."
        : $"Give it room or the right to write; where it is meant to be read only, {_session.ModeVariable}=READ_ONLY says so.";

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "");
}
