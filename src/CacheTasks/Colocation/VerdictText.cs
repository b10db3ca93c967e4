using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>The verdict as one metadata value, so that SetLinkMode can be used in another target than VerifyColocation.</summary>
internal static class VerdictText
{
    private const string Cache = "cache";
    private const string Target = "target";

    public static string Encode(Verdict verdict)
    {
        var parts = LinkModes.All.Select(mode => mode.Name() + "=" + Encode(verdict[mode])).ToList();
        Add(parts, Cache, verdict.CacheBlocked);
        Add(parts, Target, verdict.TargetBlocked);
        return string.Join(";", parts);
    }

    public static Verdict Decode(string text)
    {
        var named = text.Split(';').Select(part => part.Split(['='], 2)).Where(part => part.Length == 2).ToList();
        if (named.Select(part => part[0]).Distinct().Count() != named.Count)
        {
            throw new FormatException($"'{text}' says one thing twice");
        }
        var parts = named.ToDictionary(part => part[0], part => part[1].Split(' '));
        ModeResult Mode(LinkMode mode) => parts.TryGetValue(mode.Name(), out var words) ? DecodeMode(words) : throw new FormatException($"'{text}' says nothing of {mode.Name()}");
        Blockage? Side(string name) => parts.TryGetValue(name, out var words) ? DecodeBlockage(words) : null;
        return new Verdict(Mode(LinkMode.Clone), Mode(LinkMode.Hardlink), Mode(LinkMode.Symlink), Mode(LinkMode.Copy), Side(Cache), Side(Target));
    }

    private static void Add(List<string> parts, string side, Blockage? blockage)
    {
        if (blockage is not null)
        {
            parts.Add($"{side}={blockage.Operation} {blockage.Errno.Name} {blockage.Cause.Number}");
        }
    }

    private static string Encode(ModeResult result) => result.Outcome switch
    {
        ModeOutcome.Fails => $"fails {result.Errno.Name} {result.Cause!.Number}",
        ModeOutcome.Costs => "costs",
        _ => result.SharesBlocks ? "works shares" : "works",
    };

    private static ModeResult DecodeMode(string[] words) => words[0] switch
    {
        "works" => new ModeResult(ModeOutcome.Works, SharesBlocks: words.Length > 1),
        "costs" => new ModeResult(ModeOutcome.Costs),
        _ when words.Length >= 3 => new ModeResult(ModeOutcome.Fails, FindErrno(words), FindRule(words[words.Length - 1])),
        _ => throw new FormatException($"'{string.Join(" ", words)}' is not works, costs or fails with an errno and a code"),
    };

    private static Blockage DecodeBlockage(string[] words) =>
        Enum.TryParse<Operation>(words[0], out var operation) && words.Length >= 3
            ? new Blockage(operation, FindErrno(words), FindRule(words[words.Length - 1]))
            : throw new FormatException($"'{string.Join(" ", words)}' does not say what is blocked");

    // Between the first word and the last; an error without a name has two words.
    private static Errno FindErrno(string[] words) => Errno.Parse(string.Join(" ", words.Skip(1).Take(words.Length - 2)));

    private static Rule FindRule(string number) => Rules.All.FirstOrDefault(rule => rule.Number.ToString() == number) ?? Rules.Unknown;
}
