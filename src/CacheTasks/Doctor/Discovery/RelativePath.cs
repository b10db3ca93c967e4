namespace CacheTasks.Doctor.Discovery;

/// <summary>A path as seen from a folder.</summary>
internal static class RelativePath
{
    /// <summary>Both absolute; empty where they are the same.</summary>
    public static string Of(string from, string path)
    {
        var (start, end) = (Parts(from), Parts(path));
        var same = start.Zip(end, (one, other) => one == other).TakeWhile(equal => equal).Count();
        return string.Join("/", Enumerable.Repeat("..", start.Count - same).Concat(end.Skip(same)));
    }

    private static List<string> Parts(string path) => path.Split('/').Where(part => part.Length > 0).ToList();
}
