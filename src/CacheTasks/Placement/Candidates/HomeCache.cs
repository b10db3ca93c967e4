namespace CacheTasks.Placement.Candidates;

/// <summary>The user's own folder for caches (XDG Base Directory Specification), where most tools have theirs when nobody says otherwise.</summary>
internal sealed class HomeCache : Candidate
{
    public const string Kind = "home";

    public override IEnumerable<Proposal> Propose(Situation situation)
    {
        var caches = Absolute(situation.Environment("XDG_CACHE_HOME")) ?? (Absolute(situation.Environment("HOME")) is { } home ? Path.Combine(home, ".cache") : null);
        return caches is null ? [] : [new Proposal(Kind, "the user's cache folder", Path.Combine(caches, situation.Folder))];
    }

    // The specification has relative ones ignored; a service's home is often "/" or "/nonexistent", which the judgement finds out.
    private static string? Absolute(string? path) => path is { Length: > 1 } && path[0] == '/' ? path.TrimEnd('/') : null;
}
