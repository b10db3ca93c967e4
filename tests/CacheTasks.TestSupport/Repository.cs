namespace CacheTasks.TestSupport;

/// <summary>The checkout that the running tests were built from.</summary>
public static class Repository
{
    private static readonly string[] s_marks = ["CacheTasks.sln", "global.json"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>A folder for what tests fetch or produce; ignored by git.</summary>
    public static string Artifacts(string name) => Path.Combine(Root, "artifacts", name);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (s_marks.Any(mark => File.Exists(Path.Combine(folder.FullName, mark))))
                return folder.FullName;

        throw new DirectoryNotFoundException($"Neither {string.Join(" nor ", s_marks)} in '{start}' or a folder above it.");
    }
}
