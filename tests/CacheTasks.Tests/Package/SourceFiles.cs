using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Package;

/// <summary>The package's own C# files.</summary>
internal static class SourceFiles
{
    private static readonly string s_root = Path.Combine(Repository.Root, "src", "CacheTasks");

    /// <summary>Path relative to src/CacheTasks, and text.</summary>
    public static IReadOnlyList<(string Path, string Text)> All { get; } =
        [.. Directory.EnumerateFiles(s_root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(s_root, file), Text: File.ReadAllText(file)))
            .Where(file => !file.Path.StartsWith("bin/", StringComparison.Ordinal) && !file.Path.StartsWith("obj/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
}
