using CacheTasks.Reports;
using CacheTasks.Running;

namespace CacheTasks.Tests.Running;

/// <summary>Output as a real tool printed it, read by the parsers alone.</summary>
internal sealed class RecordedOutput : IOutputSink
{
    private RecordedOutput() { }

    public bool HasEnoughWarnings => false;

    public List<string> Lines { get; } = [];

    /// <summary>Those that are of no message.</summary>
    public List<string> OthersLines { get; } = [];

    public List<ReportedMessage> Messages { get; } = [];

    /// <summary>What the step that runs would say of copies.</summary>
    public bool KnowsWhyItCopies { get; init; }

    public static RecordedOutput Read(string tool, string text, string working = "/src", OutputStream stream = OutputStream.Error, bool knowsWhyItCopies = false, bool isMerged = false)
    {
        var recorded = new RecordedOutput { KnowsWhyItCopies = knowsWhyItCopies };
        var output = new ToolOutput([.. tool.Split(' ')], new SourcePaths(working, ""), recorded) { IsMerged = isMerged };
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            output.Take(line, stream);
        }
        output.End();
        return recorded;
    }

    /// <summary><c>error UV0001 /src/pyproject.toml(3,11): text</c></summary>
    public string[] Said => [.. Messages.Select(message =>
        $"{message.Severity} {message.Code} {message.Place.File}({message.Place.Line},{message.Place.Column}): {message.Text}")];

    public void Show(string line, OutputStream stream, bool isOfMessage)
    {
        Lines.Add(line);
        if (!isOfMessage)
        {
            OthersLines.Add(line);
        }
    }

    public void Report(ReportedMessage message) => Messages.Add(message);

    public bool Explains(MessageBlock copying) => KnowsWhyItCopies;
}
