using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;

namespace CacheTasks.Running;

/// <summary>Cargo's own errors and warnings, and rustc's where they are printed for people: one diagnostic with the chain of its causes.</summary>
internal sealed class CargoText(SourcePaths paths)
{
    // They count, or announce, what is said one by one.
    private static readonly Regex Summary = new(
        @"^could not compile |^could not document |^aborting due to |^build failed, waiting for |^\d+ warnings? emitted|generated \d+ warnings?|^`.*` \(.*\) generated ", RegexOptions.Compiled);

    // "/src/Cargo.toml: unused manifest key: package.bogus"
    private static readonly Regex Named = new(@"^(?<file>/\S+\.toml): (?<text>.+)$", RegexOptions.Compiled);
    private static readonly Regex Manifest = new(@"manifest at `(?<file>[^`]+)`", RegexOptions.Compiled);

    /// <summary>The compiler has said something, so what sums it up need not be repeated.</summary>
    public bool CompilerSpoke { get; set; }

    /// <returns>Null when it is no more than text.</returns>
    public ReportedMessage? Read(MessageBlock block)
    {
        if (Summary.IsMatch(block.Headline) && (CompilerSpoke || block.Severity == Severity.Warning))
        {
            return null;
        }
        var text = BlockText.Of(block);
        var isRustc = block.Code.Length > 0 || text.File?.EndsWith(".rs", StringComparison.Ordinal) == true;
        CompilerSpoke |= isRustc;
        var isNumbered = Regex.IsMatch(block.Code, "^E[0-9]+$");
        var source = isRustc ? ToolCodes.Rustc : ToolCodes.Cargo;
        var named = Named.Match(text.Headline);
        return new ReportedMessage(
            block.Severity, isNumbered ? block.Code : ToolCodes.Of(source, block.Severity), source,
            OneLine.Of((named.Success ? text with { Headline = named.Groups["text"].Value } : isRustc ? text with { Hints = [] } : text).Sentence),
            Place(text, named))
        {
            HelpLink = isNumbered ? $"https://doc.rust-lang.org/error_codes/{block.Code}.html" : null,
            Rendered = block.Lines.Count > 1 ? string.Join("\n", block.Lines).TrimEnd() : null,
        };
    }

    private MessagePlace Place(BlockText text, Match named)
    {
        if (text.File is { } file)
        {
            return new MessagePlace(paths.Full(file), text.Line, text.Column);
        }
        if (named.Success)
        {
            return new MessagePlace(named.Groups["file"].Value, 1);
        }
        return Manifest.Match(text.Headline) is { Success: true } manifest ? new MessagePlace(paths.Full(manifest.Groups["file"].Value), Math.Max(text.Line, 1), text.Column) : new MessagePlace("");
    }
}
