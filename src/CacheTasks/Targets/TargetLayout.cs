using System.Globalization;

namespace CacheTasks.Targets;

/// <summary>The names of a private target directory below the shared root (DESIGN §2, TargetLayout).</summary>
internal static class TargetLayout
{
    public const string User = "user";
    public const string Workspace = "workspace";

    // The checkout of a root directory has no name.
    private const string Nameless = "checkout";

    private static readonly string[] CheckoutMarks = [".git", ".hg", ".jj"];

    /// <summary>The folder names below the root, and the path that the last of them belongs to.</summary>
    /// <param name="layout">checkout, workspace or user.</param>
    /// <param name="workspace">The root of the tool's workspace, absolute, without symlinks.</param>
    public static (IReadOnlyList<string> Names, string? Owner) For(string layout, string workspace, Person person)
    {
        if (layout == User)
        {
            return ([person.Folder], null);
        }
        var owner = layout == Workspace ? workspace : FindCheckout(workspace) ?? workspace;
        var name = SafeName.Of(Path.GetFileName(owner)) is { Length: > 0 } safe ? safe : Nameless;
        return ([person.Folder, $"{name}-{PosixChecksum.Of(owner).ToString(CultureInfo.InvariantCulture)}"], owner);
    }

    /// <summary>The nearest ancestor that a version control system calls a checkout; .git is a file in worktrees.</summary>
    public static string? FindCheckout(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (CheckoutMarks.Any(mark => Directory.Exists(Path.Combine(at, mark)) || File.Exists(Path.Combine(at, mark))))
            {
                return at;
            }
        }
        return null;
    }
}
