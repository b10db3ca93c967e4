using System.Text.Json;
using System.Text.Json.Nodes;

namespace CacheTasks.CompilerCaches;

/// <summary>What a daemon of sccache has counted (<c>sccache --show-stats --stats-format json</c>, seen in 0.19.0).</summary>
/// <param name="Writes">Into the last level, which is the one that is shared.</param>
internal sealed record Statistics(long Hits, long Misses, long Writes, long WriteFailures, IReadOnlyDictionary<string, long> NotCached)
{
    /// <summary>Of <see cref="Hits"/>, those of levels before the last: the shared one was not asked.</summary>
    public long LocalHits { get; init; }

    public static readonly Statistics Nothing = new(0, 0, 0, 0, new Dictionary<string, long>());

    /// <param name="text">As printed.</param>
    /// <returns>Null for what is no such text.</returns>
    public static Statistics? Parse(string? text)
    {
        try
        {
            if (text is null || (JsonNode.Parse(text) as JsonObject)?["stats"] is not JsonObject stats || stats["cache_hits"] is not JsonObject || stats["cache_misses"] is not JsonObject)
            {
                return null;
            }
            var levels = (stats["multi_level"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            return new Statistics(
                Sum(stats["cache_hits"]?["counts"]),
                Sum(stats["cache_misses"]?["counts"]),
                levels.Count > 0 ? Number(levels[levels.Count - 1]["writes"]) : Number(stats["cache_writes"]),
                Number(stats["cache_write_errors"]) + levels.Sum(level => Number(level["write_failures"])),
                Counts(stats["not_cached"]))
            { LocalHits = levels.Take(levels.Count - 1).Sum(level => Number(level["hits"])) };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What was counted since; a daemon that was started anew begins at zero.</summary>
    public Statistics Since(Statistics before) => Hits < before.Hits || Misses < before.Misses ? this : new Statistics(
        Hits - before.Hits, Misses - before.Misses, Math.Max(0, Writes - before.Writes), Math.Max(0, WriteFailures - before.WriteFailures),
        NotCached.Select(reason => (reason.Key, Count: reason.Value - (before.NotCached.TryGetValue(reason.Key, out var earlier) ? earlier : 0)))
            .Where(reason => reason.Count > 0).ToDictionary(reason => reason.Key, reason => reason.Count))
    { LocalHits = Math.Max(0, LocalHits - before.LocalHits) };

    private static long Sum(JsonNode? counts) => Counts(counts).Values.Sum();

    private static Dictionary<string, long> Counts(JsonNode? counts) => (counts as JsonObject ?? []).ToDictionary(count => count.Key, count => Number(count.Value));

    private static long Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
}
