using System.Globalization;
using System.Text;

namespace CacheTasks.Targets;

/// <summary>The names of a private target directory below the shared root (DESIGN §2, TargetLayout).</summary>
internal static class TargetLayout
{
    private const int LongestName = 64;

    private static readonly string[] CheckoutMarks = [".git", ".hg", ".jj"];

    /// <summary>The folder names below the root, and the path that the last of them belongs to.</summary>
    /// <param name="layout">checkout, workspace or user.</param>
    /// <param name="workspace">The root of the tool's workspace, absolute.</param>
    /// <param name="user">Effective user ID.</param>
    /// <param name="login">Login name; only letters, digits, dot, dash and underscore of it are used.</param>
    public static (IReadOnlyList<string> Names, string? Owner) For(string layout, string workspace, uint user, string login)
    {
        var person = $"u{user.ToString(CultureInfo.InvariantCulture)}{(Sanitise(login) is { Length: > 0 } name ? "-" + name : "")}";
        if (layout == "user")
        {
            return ([person], null);
        }
        var owner = layout == "workspace" ? workspace : FindCheckout(workspace) ?? workspace;
        return ([person, $"{Sanitise(Path.GetFileName(owner))}-{PosixChecksum.Of(owner).ToString(CultureInfo.InvariantCulture)}"], owner);
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

    private static string Sanitise(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name.Take(LongestName))
        {
            text.Append(character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_' ? character : '_');
        }
        return text.ToString().TrimStart('.');
    }
}
