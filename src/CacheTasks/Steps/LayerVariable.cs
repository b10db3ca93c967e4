namespace CacheTasks.Steps;

/// <summary>
/// A variable by which a tool is given read-only layers itself. As data in a profile: <c>GOPROXY={layers}+{user}</c>, where <c>+</c> stands for
/// the separator of the variable's list, and <c>{user}</c> for what it has already.
/// </summary>
internal sealed record LayerVariable(string Name, string Template)
{
    private const string Layers = "{layers}";
    private const string User = "{user}";

    /// <summary>The user's value stays in it; else it is replaced, and one that is there decides.</summary>
    public bool KeepsUser => Template.Contains(User);

    public bool TakesLayers => Template.Contains(Layers);

    /// <summary>Entries separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">An entry that cannot be read; the message quotes it.</exception>
    public static IReadOnlyList<LayerVariable> ParseAll(string entries) =>
        entries.Split(';').Select(entry => entry.Trim()).Where(entry => entry.Length > 0).Select(Parse).ToList();

    /// <param name="layers">In order, as the variable names each.</param>
    public string Fill(IReadOnlyList<string> layers, string user, string separator)
    {
        var parts = Template.Split('+').Select(part => part.Replace(Layers, string.Join(separator, layers)).Replace(User, user).Trim());
        return string.Join(separator, parts.Where(part => part.Length > 0));
    }

    private static LayerVariable Parse(string entry)
    {
        var at = entry.IndexOf('=');
        return at > 0 && at < entry.Length - 1 ? new LayerVariable(entry.Substring(0, at).Trim(), entry.Substring(at + 1).Trim())
            : throw new FormatException($"LayerVariables '{entry}' is not 'NAME=VALUE'");
    }
}
