using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;

namespace CacheTasks.Running;

/// <summary>uv's errors and warnings in both of its layouts: a chain of causes under <c>error:</c>, and up to 0.12 a tree as well.</summary>
internal sealed class UvText(SourcePaths paths)
{
    private const string ProjectFile = "pyproject.toml";

    private static readonly Regex Named = new(@"Failed to parse:? (?<file>`[^`]+`|[^`; ]+)", RegexOptions.Compiled);
    private static readonly Regex Wanted = new(@"depends? on (?<name>[A-Za-z0-9][A-Za-z0-9._-]*)", RegexOptions.Compiled);

    /// <summary>How the warning begins that uv copies what it was to link.</summary>
    private static readonly string[] Copying = ["Failed to hardlink files; falling back to full copy", "Failed to clone files; falling back to full copy"];

    /// <summary>uv copies, which it says once: the preparation of a step knows why.</summary>
    public static bool SaysThatItCopies(MessageBlock block) =>
        block.Severity == Severity.Warning && Copying.Any(start => block.Headline.StartsWith(start, StringComparison.Ordinal));

    public ReportedMessage Read(MessageBlock block)
    {
        var text = BlockText.Of(block);
        return new ReportedMessage(block.Severity, ToolCodes.Of(ToolCodes.Uv, block.Severity), ToolCodes.Uv, OneLine.Of(text.Sentence), Place(text))
        {
            Rendered = block.Lines.Count > 1 ? string.Join("\n", block.Lines).TrimEnd() : null,
        };
    }

    private MessagePlace Place(BlockText text)
    {
        var sentence = text.Sentence;
        if (Named.Match(sentence) is { Success: true } named)
        {
            return new MessagePlace(paths.Upwards(named.Groups["file"].Value.Trim('`')), Math.Max(text.Line, 1), text.Column);
        }
        if (text.Line > 0)
        {
            return new MessagePlace(paths.Upwards(ProjectFile), text.Line, text.Column);
        }
        return PlaceOfRequirement(sentence) ?? new MessagePlace("");
    }

    // The first line of the project that names one of the packages which are wanted.
    private MessagePlace? PlaceOfRequirement(string sentence)
    {
        var file = paths.Upwards(ProjectFile);
        var names = Wanted.Matches(sentence).Cast<Match>().Select(match => match.Groups["name"].Value.TrimEnd('.')).Distinct().ToList();
        if (names.Count == 0 || !File.Exists(file))
        {
            return null;
        }
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                var column = names.Select(name => Regex.Match(line, $"[\"']{Regex.Escape(name)}(?![A-Za-z0-9._-])", RegexOptions.IgnoreCase)).FirstOrDefault(match => match.Success);
                if (column is not null)
                {
                    return new MessagePlace(file, number, column.Index + 1);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It went meanwhile: the message has no place then.
        }
        return null;
    }
}
