using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>Every reason, most specific first.</summary>
internal static class AllShortLives
{
    public static readonly IReadOnlyList<ShortLife> InOrder = [new PodVolume(), new ServiceTmp(), new InMemory(), new UnnamedVolume(), new ContainerLayer(), new CleanedFolder(), new InSources()];

    /// <returns>The first that fits; null for a place that nothing is known to remove.</returns>
    public static Lifetime Of(IFileSystem files, Place place, string? sourceTree)
    {
        var path = PathText.RealPath(files, place);
        return place.Mount is not { } mount ? Lifetime.Lasting
            : InOrder.Select(life => life.Find(files, path, mount, sourceTree) is { } evidence ? new Lifetime(life, evidence) : null).FirstOrDefault(found => found is not null) ?? Lifetime.Lasting;
    }
}

/// <summary>How long what lies in a place stays.</summary>
/// <param name="Ends">Null: nothing is known to end it.</param>
/// <param name="Evidence">Why, as a clause; empty where it lasts.</param>
internal sealed record Lifetime(ShortLife? Ends, string Evidence)
{
    public static readonly Lifetime Lasting = new(null, "");

    public bool Lasts => Ends is null;

    /// <summary><c>goes with the container: / is its own layer (overlay)</c>, or <c>lasts</c>.</summary>
    public string Text => Ends is null ? "lasts" : $"goes with {Ends.Owner}: {Evidence}";

    /// <summary>Both are lost by the same event, or this one later.</summary>
    public bool Outlives(Lifetime other) => Lasts || Ends == other.Ends;
}
