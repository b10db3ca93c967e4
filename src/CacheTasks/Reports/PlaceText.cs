namespace CacheTasks.Reports;

/// <summary>A place in a file as reports name it: relative to the checkout where it lies in it.</summary>
internal static class PlaceText
{
    /// <summary>Such as <c>src/main.rs:3:5</c>; empty when it is of no file.</summary>
    public static string Of(MessagePlace place, string root)
    {
        var name = Relative(place.File, root) ?? place.File;
        return name.Length == 0 || place.Line == 0 ? name : place.Column == 0 ? $"{name}:{place.Line}" : $"{name}:{place.Line}:{place.Column}";
    }

    /// <summary>Null for a file that does not lie below the root.</summary>
    public static string? Relative(string file, string root)
    {
        var folder = root.TrimEnd('/') + "/";
        return root.Length > 0 && file.Length > folder.Length && file.StartsWith(folder, StringComparison.Ordinal) && !file.Contains("/../") ? file.Substring(folder.Length) : null;
    }
}
