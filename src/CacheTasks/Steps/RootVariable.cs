namespace CacheTasks.Steps;

/// <summary>
/// A variable by which a tool is told its place below CacheTasksRoot. As data in a profile: <c>GOMODCACHE={cache}; GOCACHE={private}/gocache</c>.
/// </summary>
/// <remarks>
/// <c>{cache}</c> is the tool's folder, <c>{private}</c> one for the folders of this user alone, and <c>{user}</c> what the variable has already:
/// a variable with several options in it names a cache only where the option is among them.
/// </remarks>
internal sealed record RootVariable(string Name, string Template)
{
    private const string Cache = "{cache}";
    private const string Private = "{private}";
    private const string User = "{user}";

    /// <summary>It names the tool's cache, and not another folder.</summary>
    public bool NamesCache => Template.Contains(Cache);

    /// <summary>Words are added to those of the user, and the tool splits them at white space.</summary>
    public bool Adds => Template.Contains(User);

    /// <summary>Entries separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">An entry that cannot be read; the message quotes it.</exception>
    public static IReadOnlyList<RootVariable> ParseAll(string entries) =>
        entries.Split(';').Select(entry => entry.Trim()).Where(entry => entry.Length > 0).Select(Parse).ToList();

    /// <summary>Whether the user's value decides the place.</summary>
    public bool IsNamedBy(string? value) => value is { Length: > 0 } && (!Adds || value.Contains(Option));

    /// <param name="cache">The tool's folder.</param>
    /// <param name="own">The folder of this user alone.</param>
    /// <param name="user">What the variable has.</param>
    public string Fill(string cache, string own, string? user) =>
        string.Join(user ?? "", Template.Split([User], StringSplitOptions.None).Select(part => part.Replace(Cache, cache).Replace(Private, own))).Trim();

    // "-Dmaven.repo.local=" of "{user} -Dmaven.repo.local={cache}".
    private string Option => Template.Replace(User, "").Split('{')[0].Trim();

    private static RootVariable Parse(string entry)
    {
        var at = entry.IndexOf('=');
        var variable = at < 1 ? null : new RootVariable(entry.Substring(0, at).Trim(), entry.Substring(at + 1).Trim());
        return variable is not null && (variable.NamesCache || variable.Template.Contains(Private)) ? variable
            : throw new FormatException($"RootVariables '{entry}' is not 'NAME=VALUE' with {Cache} or {Private} in the value");
    }
}
