namespace CacheTasks.Placement.Needs;

/// <summary>The file name of a wheel: <c>name-version[-build]-python-abi-platform.whl</c> (the binary distribution format of PyPA).</summary>
internal static class WheelName
{
    public const string Ending = ".whl";

    /// <summary>The file that an address or path names, without query and fragment; null when it is no wheel.</summary>
    public static string? Of(string? address)
    {
        if (address is null)
        {
            return null;
        }
        var end = address.IndexOfAny(['?', '#']);
        var path = end < 0 ? address : address.Substring(0, end);
        var file = path.Substring(path.LastIndexOf('/') + 1);
        if (!file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        file = file.IndexOf('%') < 0 ? file : Uri.UnescapeDataString(file);
        return file.IndexOf('/') < 0 ? file : null;
    }

    /// <summary>Name and version as the file name writes them; null where it has another form.</summary>
    public static (string Name, string Version)? Parse(string file)
    {
        var parts = file.Substring(0, file.Length - Ending.Length).Split('-');
        return parts.Length is 5 or 6 && PackageName.IsValid(parts[0]) && parts[1].Length > 0 ? (parts[0], parts[1]) : null;
    }
}
