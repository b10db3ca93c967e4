using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;

namespace CacheTasks.Placement.Choosing;

/// <summary>
/// The part <c>placement</c> of the step's record, which is also the memory by which a choice stays: it counts on the host, for the cache
/// and for the target for which it was made. Nothing in it changes from one build to the next while the choice stays.
/// </summary>
internal static class PlacementRecord
{
    private const string Key = "placement";

    public static void Write(StepRecord record, Conclusion conclusion, Situation situation) => record[Key] = new JsonObject
    {
        ["asked"] = conclusion.Asked,
        ["host"] = Environment.MachineName,
        ["from"] = situation.Cache,
        ["target"] = situation.Target,
        ["root"] = situation.Root,
        ["chosen"] = conclusion.Taken.Proposal.Path,
        ["kind"] = conclusion.Taken.Proposal.Kind,
        ["better"] = conclusion.Moves ? null : conclusion.Better?.Proposal.Path,
        ["conclusion"] = new JsonArray(conclusion.Texts.Select(line => (JsonNode?)line).ToArray()),
        ["candidates"] = new JsonArray(conclusion.All.Select(candidate => Candidate(candidate, conclusion)).ToArray<JsonNode?>()),
    };

    /// <summary>The choice of an earlier build in the same situation; null: none.</summary>
    public static Remembered? Read(StepRecord record, string asked, Situation situation)
    {
        if (record[Key] is not JsonObject node || Text(node, "asked") != asked || Text(node, "from") != situation.Cache || Text(node, "target") != situation.Target
            || Text(node, "root") != (situation.Root ?? "") || Text(node, "host") != Environment.MachineName)
        {
            return null;
        }
        var lines = node["conclusion"] is JsonArray array ? array.Select(line => line is JsonValue value && value.TryGetValue<string>(out var text) ? text : "").ToList() : [];
        return new Remembered(Text(node, "kind"), Text(node, "chosen"), lines);
    }

    private static string Text(JsonObject node, string key) => node[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static JsonObject Candidate(JudgedCandidate candidate, Conclusion conclusion)
    {
        var taken = candidate == conclusion.Taken;
        var node = new JsonObject
        {
            ["kind"] = candidate.Proposal.Kind,
            ["path"] = candidate.Proposal.Path,
            ["taken"] = taken,
            ["reason"] = taken ? null : candidate.Obstacle ?? conclusion.Bound ?? "would be taken with Placement=\"colocate\"",
            ["tried"] = candidate.WasTried,
            ["modes"] = candidate.Judgement?.Verdict is { } verdict ? StepRecord.Modes(verdict) : null,
            ["planned"] = candidate.Plan?.Planned.Text,
        };
        if (candidate.Place is { } place)
        {
            node["mount"] = place.MountText;
            node["network"] = place.IsNetwork;
            node["latency"] = candidate.Judgement is { LinkTime: >= 200_000 } judgement ? StepFindings.Latency(judgement.LinkTime).TrimStart(',', ' ') : null;
            node["lasts"] = candidate.Life.Lasts;
            node["ends"] = candidate.Life.Lasts ? null : candidate.Life.Text;
            node["room"] = candidate.Shortage is { } left ? left + " left" : "enough";
            if (!candidate.IsOwn)
            {
                // The tool makes its own cache in its first step: that it is there now is no other choice.
                node["exists"] = place.Exists;
                node["owner"] = place.Status.Owner;
                node["mode"] = place.Status.Permissions;
            }
        }
        return node;
    }
}

/// <summary>A choice of an earlier build: the kind of candidate, its directory, and what was said of it.</summary>
internal sealed record Remembered(string Kind, string Path, IReadOnlyList<string> Lines);
