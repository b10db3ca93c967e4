using System.Text.RegularExpressions;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Running;

/// <summary>2003 when it happened: cargo failed at an entry of its target, and whose that is.</summary>
internal static class DeniedEntry
{
    private static readonly Regex Quoted = new(@"(?<path>/[^`'"";,]*[^`'"";,. ])", RegexOptions.Compiled);

    /// <returns>The message with evidence and way out; the same when it is about something else.</returns>
    public static ReportedMessage Explain(ReportedMessage message, Step step, IFileSystem files, OwnerNames names)
    {
        if (message.Source != ToolCodes.Cargo || step.TargetDirectory.Length == 0 || !message.Text.Contains("Permission denied (os error 13)"))
        {
            return message;
        }
        var path = Quoted.Matches(message.Text).Cast<Match>().Select(match => match.Groups["path"].Value)
            .FirstOrDefault(path => path.StartsWith(step.TargetDirectory.TrimEnd('/') + "/", StringComparison.Ordinal));
        return path is not null && Nearest(files, path) is { } entry
            ? message with
            {
                Code = Rules.ForeignEntries.Code,
                HelpLink = HelpLink.For(Rules.ForeignEntries),
                Text = $"{message.Text}. {PrintedText.Of(entry.Path)} belongs to {names.Of(entry.Status.Owner)}, mode {entry.Status.Permissions}, and this build runs as {names.Of(files.EffectiveUser)}. To see it: `ls -ld {ShellText.Quote(entry.Path)}`. {OwnTarget.Advice(step)}",
            }
            : message;
    }

    // The entry itself, or the folder in which it could not be made.
    private static (string Path, FileStatus Status)? Nearest(IFileSystem files, string path)
    {
        for (var at = path; !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at) ?? "")
        {
            if (files.Stat(at, followLink: false, out var status).Succeeded)
            {
                return (at, status);
            }
        }
        return null;
    }
}
