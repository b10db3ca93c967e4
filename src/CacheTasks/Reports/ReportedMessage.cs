using CacheTasks.Diagnostics;

namespace CacheTasks.Reports;

/// <summary>One diagnostic of a build, of CacheTasks or of a tool that a step ran, in the form that all reports take.</summary>
/// <param name="Code">Such as <c>CACHETASKS1002</c> or <c>E0308</c>; empty where the tool gives none.</param>
/// <param name="Source">Who says it: <c>CacheTasks</c>, <c>rustc</c>, <c>cargo</c>, <c>uv</c>.</param>
/// <param name="Text">Plain text, several lines where the tool has several.</param>
internal sealed record ReportedMessage(Severity Severity, string Code, string Source, string Text, MessagePlace Place)
{
    /// <summary>An absolute URI; null when there is none.</summary>
    public string? HelpLink { get; init; }

    /// <summary>As the tool itself shows it, with the source lines; null when that is the text.</summary>
    public string? Rendered { get; init; }

    /// <summary>How many more of this code and severity were counted only.</summary>
    public int Repeats { get; init; }

    /// <summary>Evidence elsewhere, such as where a type was expected.</summary>
    public IReadOnlyList<RelatedPlace> Related { get; init; } = [];
}

/// <summary>A place in a file: lines and columns count from 1; 0 is unknown.</summary>
/// <param name="File">Absolute; empty when it is of no file.</param>
internal sealed record MessagePlace(string File, int Line = 0, int Column = 0, int EndLine = 0, int EndColumn = 0);

/// <summary>A second place that belongs to a message, and what is there.</summary>
internal sealed record RelatedPlace(string Text, MessagePlace Place);
