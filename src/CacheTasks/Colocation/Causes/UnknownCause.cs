using CacheTasks.Diagnostics;

namespace CacheTasks.Colocation.Causes;

/// <summary>What no other cause explains: the error number and everything that was observed, so that a report of it is complete.</summary>
internal sealed class UnknownCause : Cause
{
    public override Rule Rule => Rules.Unknown;

    public override bool Explains(Failure failure, Pair pair) => true;

    public override string Describe(Failure failure, Pair pair) =>
        $"{failure.Text} failed with {failure.Errno.Name} ({failure.Errno.Text}) {(IsCreate(failure) ? $"in {pair.PlaceOf(failure).Existing} on {pair.PlaceOf(failure).MountText}" : $"between {pair.Cache.MountText} and {pair.Target.MountText}")}";

    public override string Check(Failure failure, Pair pair) => IsCreate(failure)
        ? $"touch {ShellText.Quote(pair.PlaceOf(failure).Existing + "/probe")} && rm {ShellText.Quote(pair.PlaceOf(failure).Existing + "/probe")}"
        : TryLink(pair.Cache, pair.Target);

    private static bool IsCreate(Failure failure) => failure.Operation is Operation.CreateInCache or Operation.CreateInTarget or Operation.WriteToTarget;

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["operation"] = failure.Text,
        ["errno"] = failure.Errno.Name,
        ["cacheMount"] = pair.Cache.MountText,
        ["cacheOptions"] = Options(pair.Cache),
        ["cacheOwner"] = Owner(pair.Cache),
        ["targetMount"] = pair.Target.MountText,
        ["targetOptions"] = Options(pair.Target),
        ["targetOwner"] = Owner(pair.Target),
        ["user"] = pair.User.ToString(),
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        .. pair.SameMount ? Array.Empty<string>() : ["Put the cache beside the target: set CacheDirectory to a folder in the same directory tree."],
        "Please report the record of this step (cachetasks/*.json): it has all that was observed.",
    ];

    private static string Options(Place place) => place.Mount is { } mount ? $"{mount.Options} {mount.SuperOptions}" : "";

    private static string Owner(Place place) => $"{place.Status.Owner}:{place.Status.Group} {place.Status.Permissions}";
}
