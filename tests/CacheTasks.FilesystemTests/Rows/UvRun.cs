using System.Text.RegularExpressions;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>What real uv did, in the words of a forecast; the witness says how the files were installed.</summary>
internal sealed partial record UvRun(CommandResult Result, IReadOnlyList<InstalledFile> Files)
{
    private const string Unnumbered = "without an error number";

    // errno.h of Linux; another number is shown as such.
    private static readonly Dictionary<string, string> s_errnos = new()
    {
        ["1"] = "EPERM", ["2"] = "ENOENT", ["5"] = "EIO", ["13"] = "EACCES", ["17"] = "EEXIST", ["18"] = "EXDEV", ["20"] = "ENOTDIR", ["22"] = "EINVAL",
        ["28"] = "ENOSPC", ["30"] = "EROFS", ["31"] = "EMLINK", ["36"] = "ENAMETOOLONG", ["38"] = "ENOSYS", ["40"] = "ELOOP", ["95"] = "EOPNOTSUPP",
        ["122"] = "EDQUOT", ["126"] = "ENOKEY",
    };

    internal static UvRun Of(CommandResult result, Lab lab, string environment) =>
        new(result, result.Succeeded ? Witness.Look(lab.Cache, environment, lab.Backing) : []);

    /// <summary>Whether it went as this forecast says. Some failures are told without the number of the error behind them.</summary>
    internal bool Keeps(string promise) =>
        promise == Seen || (!Result.Succeeded && Errno == Unnumbered && promise.StartsWith("fails ", StringComparison.Ordinal));

    internal string Seen => Result.Succeeded
        ? Mode + (Warns ? ", warns" : "")
        : "fails " + Errno;

    private bool Warns => FallBack().IsMatch(Result.StandardError);

    private string Errno => OsError().Match(Result.StandardError) is { Success: true } match
        ? s_errnos.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value)
        : Unnumbered;

    /// <summary>The mode of all files that uv did not write itself; of each mode how many, when they differ.</summary>
    private string Mode
    {
        get
        {
            // What has no blocks, or keeps them to itself, was cloned where the other files were.
            var kinds = Files.Where(file => file.Kind is not (FileKind.Own or FileKind.Inline)).CountBy(file => file.Kind).OrderBy(kind => kind.Key).ToList();
            return kinds.Count switch
            {
                0 => "clone",
                1 => Name(kinds[0].Key),
                _ => string.Join(" and ", kinds.Select(kind => $"{Name(kind.Key)} of {kind.Value}")),
            };
        }
    }

    private static string Name(FileKind kind) => kind.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^warning: Failed to \w+ files; falling back to full copy", RegexOptions.Multiline)]
    private static partial Regex FallBack();

    [GeneratedRegex(@"\(os error (\d+)\)")]
    private static partial Regex OsError();
}
