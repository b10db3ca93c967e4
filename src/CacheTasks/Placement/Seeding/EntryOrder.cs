using CacheTasks.Platform;

namespace CacheTasks.Placement.Seeding;

/// <summary>An entry to copy.</summary>
/// <param name="Name">In both folders; a plain name.</param>
internal sealed record EntryOrder(string Name)
{
    /// <summary>Only an unpacked wheel that is what its RECORD says is taken.</summary>
    public bool IsWheel { get; init; }

    /// <summary>Checksums are compared too, not only sizes.</summary>
    public bool ChecksContents { get; init; }

    /// <summary>What has the name already is damaged, and goes once the new one is complete.</summary>
    public bool Replaces { get; init; }

    public bool HasPlainName => PlainName.Is(Name);
}

internal enum EntryState
{
    Copied,

    /// <summary>Another process was faster.</summary>
    Present,

    /// <summary>The source is not what it should be; nothing of it is in the new place.</summary>
    Refused,

    /// <summary>A call failed; nothing of it is in the new place.</summary>
    Failed,
}

/// <param name="Why">What was wrong, as the rest of a sentence that names the entry; empty when nothing was.</param>
/// <param name="Result">What was read and how it came over; null when nothing was begun.</param>
internal sealed record EntryOutcome(EntryOrder Entry, EntryState State, string Why, TransferResult? Result)
{
    public bool IsThere => State is EntryState.Copied or EntryState.Present;

    /// <summary>The new place is full; further entries will not fit either.</summary>
    public bool IsNoSpace => Result?.Fault?.IsNoSpace == true;

    public static EntryOutcome Failed(EntryOrder entry, TransferFault fault) =>
        new(entry, fault.Refusal is TransferRefusal.Failed or TransferRefusal.Cancelled ? EntryState.Failed : EntryState.Refused, fault.ToString(), new TransferResult(fault, 0, 0, 0, 0, 0, 0));
}
