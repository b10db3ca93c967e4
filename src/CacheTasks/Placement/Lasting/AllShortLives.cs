using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>Every reason, most specific first.</summary>
internal static class AllShortLives
{
    public static readonly IReadOnlyList<ShortLife> InOrder = [new PodVolume(), new ServiceTmp(), new InMemory(), new UnnamedVolume(), new ContainerLayer(), new CleanedFolder()];

    /// <returns>The first that fits; null for a place that nothing is known to remove.</returns>
    public static Lifetime Of(IFileSystem files, string path, MountInfo? mount) =>
        mount is null ? Lifetime.Lasting
        : InOrder.Select(life => life.Find(files, path, mount) is { } evidence ? new Lifetime(life, evidence) : null).FirstOrDefault(found => found is not null) ?? Lifetime.Lasting;
}

/// <summary>How long what lies in a place stays.</summary>
/// <param name="Ends">Null: nothing is known to end it.</param>
/// <param name="Evidence">The clause that names it; empty where it lasts.</param>
internal sealed record Lifetime(ShortLife? Ends, string Evidence)
{
    public static readonly Lifetime Lasting = new(null, "");

    public bool Lasts => Ends is null;

    /// <summary>Both are lost by the same event, or this one later.</summary>
    public bool Outlives(Lifetime other) => Lasts || Ends == other.Ends;
}
