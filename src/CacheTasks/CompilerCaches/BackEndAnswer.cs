namespace CacheTasks.CompilerCaches;

/// <summary>What a back end said when it was asked whether it is there.</summary>
/// <param name="Refusal">Why it cannot be used, as a sentence without its stop; null when it can.</param>
/// <param name="WriteRefusal">Why it takes nothing new, though it can be read.</param>
internal sealed record BackEndAnswer(string? Refusal, string? WriteRefusal = null)
{
    public static readonly BackEndAnswer Fine = new((string?)null);

    /// <summary>What looks wrong from here, and which the daemon may see otherwise; a reason where it cannot use the back end.</summary>
    public string? Doubt { get; init; }
}
