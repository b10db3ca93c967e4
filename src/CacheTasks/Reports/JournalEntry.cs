using System.Text.Json.Serialization;

namespace CacheTasks.Reports;

/// <summary>What a build keeps of one step until its reports are written.</summary>
/// <param name="RecordPath">The step's record, read when the report is written.</param>
internal sealed record JournalEntry(string Project, string TargetFramework, string Name, string RecordPath, ReportOutputs Outputs)
{
    /// <summary>In the order in which steps were first prepared: a clock of this machine.</summary>
    public long Order { get; init; }

    /// <summary>Codes of warnings that the project wants as messages.</summary>
    public IReadOnlyList<string> Silenced { get; init; } = [];
}

/// <summary>Where the reports of a step go; an empty path: not wanted.</summary>
/// <param name="Sarif">Absolute, as are the others.</param>
/// <param name="Summary">A file that others write to as well (GITHUB_STEP_SUMMARY).</param>
internal sealed record ReportOutputs(string Sarif, string Page, string Summary);

/// <summary>What of a step is of this build; its record may be older.</summary>
/// <param name="HasRecord">The verdict in the record was made, or confirmed, in this build.</param>
internal sealed record JournalVerdict(string Tool, string ToolVersion, string Cache, string Target, bool HasRecord);

[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(JournalVerdict))]
[JsonSerializable(typeof(ReportedMessage))]
internal sealed partial class JournalJson : JsonSerializerContext;
