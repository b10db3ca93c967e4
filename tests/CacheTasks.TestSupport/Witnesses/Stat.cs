using System.Globalization;

namespace CacheTasks.TestSupport;

/// <summary>What <c>stat</c> says about a path itself, not about what a symbolic link leads to.</summary>
public sealed record Stat(string Device, string Inode, int Links, long Bytes, bool IsSymlink)
{
    public static IReadOnlyDictionary<string, Stat> Of(IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0)
            return new Dictionary<string, Stat>();

        return new Command("stat", ["--printf", "%d\\t%i\\t%h\\t%s\\t%F\\t%n\\n", .. paths]).Run().OrFail()
            .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 6))
            .ToDictionary(part => part[5], part => new Stat(part[0], part[1], Number(part[2]), Number(part[3]), part[4] == "symbolic link"));
    }

    public bool IsSameFileAs(Stat other) => Device == other.Device && Inode == other.Inode;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
