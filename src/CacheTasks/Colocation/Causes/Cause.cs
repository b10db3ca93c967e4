using CacheTasks.Diagnostics;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// One reason why files cannot be linked. A new cause is a class here, its place in <see cref="AllCauses"/>, its row in
/// <see cref="Rules"/>, its section in docs/diagnostics.md and its filesystem test.
/// </summary>
internal abstract class Cause
{
    public abstract Rule Rule { get; }

    /// <summary>Whether this is why <paramref name="failure"/> happened on <paramref name="pair"/>.</summary>
    public abstract bool Explains(Failure failure, Pair pair);

    /// <summary>The cause in one clause with the numbers and names that a user can check.</summary>
    public abstract string Describe(Failure failure, Pair pair);

    /// <summary>The same numbers and names for the record, by key.</summary>
    public abstract IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair);

    /// <summary>Ways out as full sentences, cheapest first.</summary>
    public abstract IReadOnlyList<string> Remedies(Failure failure, Pair pair);
}
