namespace CacheTasks.Placement.Promotion;

/// <summary>What somebody wants of a store, as the sentences about one that cannot be used say it.</summary>
/// <param name="Done">As in "nothing is …".</param>
/// <param name="Where">The word before the store's path.</param>
/// <param name="Again">To be said to whoever shall try again.</param>
internal sealed record StoreUse(string Done, string Where, string Again)
{
    public static StoreUse Promotion { get; } = new("promoted", "to", "Promote again");

    public static StoreUse Collection { get; } = new("removed", "from", "Collect again");
}
