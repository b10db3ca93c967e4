using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>
/// What is possible between a cache and a target, mode by mode, and what stands in the way. A blockage is a failure that
/// no mode can get around: the cache or the target cannot be written.
/// </summary>
internal sealed record Verdict(
    ModeResult Reflink, ModeResult Hardlink, ModeResult Symlink, ModeResult Copy, Blockage? CacheBlocked, Blockage? TargetBlocked)
{
    /// <summary>What a tool cannot do in a cache that is still empty, in the order in which it would meet it. Which of it a tool does is the tool's.</summary>
    public IReadOnlyList<Blockage> CacheWork { get; init; } = [];

    // A record compares a list by its identity.
    public bool Equals(Verdict? other) =>
        other is not null && (Reflink, Hardlink, Symlink, Copy, CacheBlocked, TargetBlocked).Equals((other.Reflink, other.Hardlink, other.Symlink, other.Copy, other.CacheBlocked, other.TargetBlocked))
        && CacheWork.SequenceEqual(other.CacheWork);

    public override int GetHashCode() => (Reflink, Hardlink, Symlink, Copy, CacheBlocked, TargetBlocked, CacheWork.Count).GetHashCode();

    public ModeResult this[LinkMode mode] => mode switch
    {
        LinkMode.Clone => Reflink,
        LinkMode.Hardlink => Hardlink,
        LinkMode.Symlink => Symlink,
        _ => Copy,
    };

    /// <summary>As metadata: <c>clone=fails EOPNOTSUPP 1020;hardlink=works;symlink=works;copy=works shares</c>.</summary>
    public string Encode() => VerdictText.Encode(this);

    /// <exception cref="FormatException">The text is not a verdict.</exception>
    public static Verdict Decode(string text) => VerdictText.Decode(text);
}

/// <summary>Why nothing can be written to one side, and which operation found it.</summary>
internal sealed record Blockage(Operation Operation, Errno Errno, Rule Cause);

/// <summary>A cause with what was observed, ready to be reported.</summary>
internal sealed record CauseFinding(Rule Rule, string Description, IReadOnlyDictionary<string, string> Evidence, IReadOnlyList<string> Remedies, string Check = "", Operation Operation = Operation.Hardlink)
{
    /// <summary>It keeps files from being linked or cloned, whether or not they can be written.</summary>
    public bool ConcernsLinks => Operation is Operation.Clone or Operation.Hardlink or Operation.SampleLink or Operation.LaterFile or Operation.LinkIsSymlink;
}
