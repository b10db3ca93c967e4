namespace CacheTasks.Reports;

/// <summary>
/// A diagnostic of CacheTasks in its parts (docs/contract.md, §4): what happens and the evidence, the command that shows it, what to do.
/// A text of another form is all in the first.
/// </summary>
internal sealed record MessageText(string Happens, string Check, string ToDo)
{
    private const string CheckStart = " To see it: `";

    public static MessageText Of(ReportedMessage message)
    {
        var text = message.Text;
        var start = message.Source == nameof(CacheTasks) ? text.IndexOf(CheckStart, StringComparison.Ordinal) : -1;
        var command = start + CheckStart.Length;
        var end = start < 0 ? -1 : text.IndexOf('`', command);
        return end < 0 ? new MessageText(text, "", "") : new MessageText(text.Substring(0, start), text.Substring(command, end - command), text.Substring(end + 1).TrimStart('.', ' '));
    }
}
