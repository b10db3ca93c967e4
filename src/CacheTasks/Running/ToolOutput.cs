using CacheTasks.Reports;

namespace CacheTasks.Running;

/// <summary>What is made of a command's output: lines for people, in their order, and the diagnostics in them.</summary>
internal interface IOutputSink
{
    /// <summary>Further warnings are only counted.</summary>
    bool HasEnoughWarnings { get; }

    /// <summary>A line for people.</summary>
    /// <param name="isOfMessage">It belongs to a message that a parser has read, or to one that only repeats others.</param>
    void Show(string line, OutputStream stream, bool isOfMessage);

    /// <summary>What a tool says; its lines have been shown.</summary>
    void Report(ReportedMessage message);

    /// <summary>uv copies instead of linking.</summary>
    /// <returns>True when that has been explained already, and its warning is only to be shown.</returns>
    bool Explains(MessageBlock copying);
}

/// <summary>
/// Reads the output of a command that runs cargo or uv, line by line, and shows each line at once. It keeps the lines of one message at most, and of no
/// more than one at a time per stream.
/// </summary>
/// <param name="tools">The command's tools, the main one first; empty: all is text.</param>
internal sealed class ToolOutput(IReadOnlyList<string> tools, SourcePaths paths, IOutputSink sink)
{
    // What follows it is said by a program that cargo has started.
    private const string Running = "     Running ";

    private readonly RustcMessages _json = new(paths);
    private readonly CargoText _cargo = new(paths);
    private readonly UvText _uv = new(paths);
    private readonly MessageBlock?[] _open = new MessageBlock?[2];
    private bool _runsProgram;

    /// <summary>The command leads its standard error into its standard output, on which there is no text of the tools else.</summary>
    public bool IsMerged { get; init; }

    private bool IsOfRust { get; } = tools.Contains(ToolCodes.Cargo) || tools.Contains(ToolCodes.Rustc);

    /// <returns>The line as people get to see it; null for one that is not for them.</returns>
    public string? Take(string line, OutputStream stream)
    {
        if (tools.Count == 0)
        {
            sink.Show(line, stream, isOfMessage: false);
            return line;
        }
        if (IsOfRust && line.Length > 0 && line[0] == '{' && _json.Read(line, sink.HasEnoughWarnings) is var kind && kind != JsonLine.Text)
        {
            return kind == JsonLine.Quiet ? null : TakeDiagnostic();
        }
        TakeText(line, stream);
        return line;
    }

    /// <summary>No line follows.</summary>
    public void End()
    {
        Close(OutputStream.Output);
        Close(OutputStream.Error);
    }

    private string TakeDiagnostic()
    {
        _cargo.CompilerSpoke |= _json.Message is not null;
        var rendered = _json.Rendered!.TrimEnd('\n');
        sink.Show(rendered, OutputStream.Error, isOfMessage: true);
        if (_json.Message is { } message)
        {
            sink.Report(message);
        }
        return rendered;
    }

    private void TakeText(string line, OutputStream stream)
    {
        var plain = OneLine.Plain(line);
        var isOfMessage = _open[(int)stream]?.TryAdd(plain) == true;
        if (!isOfMessage)
        {
            Close(stream);
            _open[(int)stream] = stream == OutputStream.Error || IsMerged ? TryBegin(plain) : null;
            isOfMessage = _open[(int)stream] is not null;
        }
        sink.Show(line, stream, isOfMessage);
    }

    private MessageBlock? TryBegin(string line)
    {
        _runsProgram = MessageBlock.IsStatus(line) ? line.StartsWith(Running, StringComparison.Ordinal) : _runsProgram;
        // A message of several pieces is none, and no tool's message is that long.
        return line.Length < OutputLines.Longest ? MessageBlock.TryBegin(line, tools[0], _runsProgram) : null;
    }

    private void Close(OutputStream stream)
    {
        if (_open[(int)stream] is not { } block)
        {
            return;
        }
        _open[(int)stream] = null;
        if ((IsOfUv(block) ? ReadUv(block) : _cargo.Read(block)) is { } message)
        {
            sink.Report(message);
        }
    }

    private ReportedMessage? ReadUv(MessageBlock block) => UvText.SaysThatItCopies(block) && sink.Explains(block) ? null : _uv.Read(block);

    // Where one command runs both, their layouts tell them apart.
    private bool IsOfUv(MessageBlock block) =>
        tools.Contains(ToolCodes.Uv) && (!IsOfRust || block.IsTree || block.Lines.Any(line => line.StartsWith("  cause: ", StringComparison.Ordinal) || line.StartsWith("  Caused by: ", StringComparison.Ordinal))
            || (tools[0] == ToolCodes.Uv && block.Code.Length == 0 && !block.Lines.Contains("Caused by:")));
}
