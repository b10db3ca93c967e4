using CacheTasks.Placement.Lasting;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>What came of it all.</summary>
/// <param name="Asked">keep, colocate or fixed.</param>
/// <param name="Own">The cache as the step had it.</param>
/// <param name="Better">What is taken with colocate, and would be with it otherwise; null where the own cache is best, or nothing else can be linked.</param>
/// <param name="All">Every candidate with its reason.</param>
internal sealed record Conclusion(string Asked, JudgedCandidate Own, JudgedCandidate? Better, IReadOnlyList<JudgedCandidate> All)
{
    private const int MostShown = 2;

    /// <summary>The better one is used.</summary>
    public bool Moves { get; init; }

    /// <summary>A choice of an earlier build that is not valid any more, as a clause; null: there was none, or it is kept.</summary>
    public string? Void { get; init; }

    /// <summary>Why colocate does not move the cache by itself, as a clause; null: it would.</summary>
    public string? Bound { get; init; }

    /// <summary>The profile's name, for the item that is offered.</summary>
    public string Tool { get; init; } = "";

    public JudgedCandidate Taken => Moves && Better is { } better ? better : Own;

    /// <summary>What is used and why; then what would be better, or what else was looked at.</summary>
    public IReadOnlyList<string> Texts => new[] { First, Second }.OfType<string>().Select(PrintedText.Of).ToList();

    /// <summary>The same, with what is of interest only this once.</summary>
    public IReadOnlyList<string> Lines => Void is null ? Texts : [PrintedText.Of($"{First}; {Void}"), .. Texts.Skip(1)];

    private string First => Moves && Better is { } better ? $"the cache moves to {CandidateText.Named(better)}: {CandidateText.Gain(better)}; {CandidateText.Refused(Own)}"
        : Own.CanBeTaken ? $"the cache stays at {CandidateText.Path(Own)}: {CandidateText.Gain(Own)}"
        : $"the cache stays at {CandidateText.Path(Own)}, which {Own.Obstacle}";

    private string? Second =>
        Own.CanBeTaken ? Own.Life.Lasts ? Own.Shortage is { } left ? $"it has little room: {left} left" : null
            : $"to keep what is in it, {Promotion("a folder that lasts")}; or set CacheDirectory to one"
        : Asked == "fixed" ? null
        : Better is null ? Others is { Length: > 0 } others ? $"no other place can be linked either: {others}" : "no other place is there to look at"
        : Moves ? Join(Advice(Better), Others)
        : $"{(Bound is null ? "with Placement=\"colocate\" it would move" : $"{Bound}; it could move")}{(IsInContainer(Better) ? " into the container," : "")} to {CandidateText.Named(Better)}: {CandidateText.Gain(Better)}{Advice(Better)}";

    private bool IsInContainer(JudgedCandidate candidate) => candidate.Life.Ends is ContainerLayer && Own.Life.Ends is not ContainerLayer;

    // What the cache that stays behind is still good for.
    private string Advice(JudgedCandidate better) => better.Life.Lasts || !Own.Life.Lasts || better.Proposal.IsSameCache ? ""
        : $". {(IsInContainer(better) && !Moves ? "So the cache can move into the container. " : "")}To keep {CandidateText.Path(Own)} useful, <CacheLayer Include=\"{CandidateText.Path(Own)}\" Tool=\"{Tool}\" /> fills the new cache from it, and {Promotion(CandidateText.Path(Own))}; or put the target beside it: set TargetDirectory to a folder on {Own.Place?.Mount?.MountPoint ?? CandidateText.Path(Own)}";

    private static string Promotion(string store) => $"-t:PromoteCache with CacheTasksPromoteTo={store} copies there what is new";

    private string Others
    {
        get
        {
            var refused = All.Where(candidate => candidate is { CanBeTaken: false, IsOwn: false } && candidate.Obstacle != CandidateSearch.NotNeeded).ToList();
            return string.Join("; ", refused.Take(MostShown).Select(CandidateText.Refused)) + (refused.Count > MostShown ? $"; {refused.Count - MostShown} more in the record" : "");
        }
    }

    private static string? Join(string advice, string others) =>
        advice.Length > 0 ? advice.TrimStart('.', ' ') : others.Length > 0 ? "not taken: " + others : null;
}
