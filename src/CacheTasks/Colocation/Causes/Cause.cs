using CacheTasks.Diagnostics;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// One reason why files cannot be linked. A new cause is a class here, its place in <see cref="AllCauses"/>, its row in
/// <see cref="Rules"/>, its section in docs/diagnostics.md and its filesystem test.
/// </summary>
internal abstract class Cause
{
    private protected const string CopiesWanted = "If the copies are wanted, set LinkMode=\"copy\".";

    public abstract Rule Rule { get; }

    /// <summary>Whether this is why <paramref name="failure"/> happened on <paramref name="pair"/>.</summary>
    public abstract bool Explains(Failure failure, Pair pair);

    /// <summary>The cause in one clause with the numbers and names that a user can check.</summary>
    public abstract string Describe(Failure failure, Pair pair);

    /// <summary>One command that shows the evidence.</summary>
    public virtual string Check(Failure failure, Pair pair) =>
        $"findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T {pair.Cache.Named}; findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T {pair.Target.Named}";

    /// <summary>The same numbers and names for the record, by key. Of itself the two mounts.</summary>
    public virtual IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => Mounts(pair);

    /// <summary>Ways out as full sentences, cheapest first.</summary>
    public abstract IReadOnlyList<string> Remedies(Failure failure, Pair pair);

    /// <summary>The two mounts, and more.</summary>
    private protected static Dictionary<string, string> Mounts(Pair pair, params (string Key, string Value)[] more)
    {
        var evidence = new Dictionary<string, string> { ["cacheMount"] = pair.Cache.MountText, ["targetMount"] = pair.Target.MountText };
        foreach (var (key, value) in more)
        {
            evidence[key] = value;
        }
        return evidence;
    }

    /// <summary>One of the cache's own files with all that decides about links to it.</summary>
    private protected static Dictionary<string, string> OwnFile(Failure failure, Pair pair) => failure.File is not { } file ? [] : new()
    {
        ["file"] = file.Path,
        ["owner"] = file.Status.Owner.ToString(),
        ["group"] = file.Status.Group.ToString(),
        ["mode"] = file.Status.Permissions,
        ["links"] = file.Status.Links.ToString(),
        ["user"] = pair.User.ToString(),
        ["errno"] = failure.Errno.Name,
    };

    /// <summary>Shows what links do from one directory to another, and leaves nothing.</summary>
    private protected static string TryLink(Place from, Place to)
    {
        var (source, link) = (ShellText.Quote(from.Path + "/probe"), ShellText.Quote(to.Path + "/probe-link"));
        return $"touch {source} && ln {source} {link}; rm -f {source} {link}";
    }

    private protected static string QuotedFile(Failure failure) => ShellText.Quote(failure.File?.Path ?? "");

    private protected static string BelowTarget(Pair pair) => pair.Target.Mount?.MountPoint ?? pair.Target.Existing;
}
