namespace CacheTasks.Placement.Candidates;

/// <summary>Names of a directory for caches that is made in a folder which is not made for caches: hidden, and one for each user.</summary>
internal static class PrivateCache
{
    private const string Prefix = ".cachetasks-";

    /// <summary><c>.cachetasks-u1000</c>, then the tool's folder.</summary>
    public static IReadOnlyList<string> Names(Situation situation) => [Prefix + situation.Person.Prefix, situation.Folder];

    public static Proposal In(string folder, string kind, string words, Situation situation) =>
        new(kind, words, Path.Combine([folder, .. Names(situation)])) { MadeIn = folder };
}
