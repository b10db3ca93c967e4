namespace CacheTasks.Steps;

/// <summary>Where the tool's cache lies below CacheTasksRoot, and how the tool is told so (docs/one-root.md).</summary>
internal sealed partial class ToolProfile
{
    /// <summary>The folder's name below the root; empty: the root says nothing about this tool's cache.</summary>
    public string RootFolder => Text("RootFolder");

    /// <summary>The variables that say the place; without any the cache's own variable.</summary>
    public IReadOnlyList<RootVariable> RootVariables { get; }

    /// <summary>
    /// Further variables by which a user names the cache: <c>NAME</c>, or <c>NAME=TEXT</c>, which does so only where it has the text.
    /// </summary>
    public IReadOnlyList<string> OtherCacheVariables => List("OtherCacheVariables");

    /// <summary>Several users may write into one cache of this tool, where somebody made it for them.</summary>
    public bool SharedCache => Flag("SharedCache");

    /// <summary>Nothing is known of a target: the profile is about a cache alone.</summary>
    public bool CacheOnly => !Links && TargetArguments.Length + TargetDefault.Length + TargetVariable.Length + TargetSearch.Length == 0;

    /// <summary>What of the user's environment names the cache, as <c>NAME=value</c>; null: nothing.</summary>
    public string? FindNamed(Func<string, string?> environment)
    {
        foreach (var variable in RootVariables.Where(variable => variable.NamesCache))
        {
            if (environment(variable.Name) is { } value && variable.IsNamedBy(value))
            {
                return $"{variable.Name}={value}";
            }
        }
        foreach (var other in OtherCacheVariables.Select(entry => entry.Split(['='], 2)))
        {
            if (environment(other[0]) is { Length: > 0 } value && (other.Length == 1 || value.Contains(other[1])))
            {
                return $"{other[0]}={value}";
            }
        }
        return null;
    }

    private static IReadOnlyList<RootVariable> ParseRoot(string variables, string cacheVariable) =>
        variables.Length > 0 ? RootVariable.ParseAll(variables) : cacheVariable.Length > 0 ? [new RootVariable(cacheVariable, "{cache}")] : [];
}
