using System.Text.RegularExpressions;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>What real uv did, in the words of a forecast; the witness says how the files were installed.</summary>
internal sealed partial record UvRun(CommandResult Result, IReadOnlyList<InstalledFile> Files)
{
    // errno.h of Linux; another number is shown as such.
    private static readonly Dictionary<string, string> s_errnos = new()
    {
        ["1"] = "EPERM", ["13"] = "EACCES", ["17"] = "EEXIST", ["18"] = "EXDEV", ["20"] = "ENOTDIR", ["28"] = "ENOSPC",
        ["30"] = "EROFS", ["36"] = "ENAMETOOLONG", ["40"] = "ELOOP",
    };

    internal static UvRun Of(CommandResult result, string cache, string environment) =>
        new(result, result.Succeeded ? Witness.Look(cache, environment) : []);

    internal string Seen => Result.Succeeded
        ? Mode(Witness.Most(Files)) + (Warns ? ", warns" : "")
        : "fails " + Errno;

    private bool Warns => FallBack().IsMatch(Result.StandardError);

    private string Errno => OsError().Match(Result.StandardError) is { Success: true } match
        ? s_errnos.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value)
        : "without an error number";

    private static string Mode(FileKind kind) => kind switch
    {
        FileKind.Inline => "clone",
        _ => kind.ToString().ToLowerInvariant(),
    };

    [GeneratedRegex(@"^warning: Failed to \w+ files; falling back to full copy", RegexOptions.Multiline)]
    private static partial Regex FallBack();

    [GeneratedRegex(@"\(os error (\d+)\)")]
    private static partial Regex OsError();
}
