using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>The verdict as one metadata value, so that SetLinkMode can be used in another target than VerifyColocation.</summary>
internal static class VerdictText
{
    private const string Cache = "cache";
    private const string Target = "target";
    private const string Work = "work";
    private const string Hidden = "hidden";
    private const string Shares = "shares";
    private const string Some = "some:";
    private const string ByCause = "cause:";
    private const string AsSymlink = "symlink:";
    private const string Hard = "hard";
    private const string Breaks = "breaks:";

    public static string Encode(Verdict verdict)
    {
        var parts = LinkModes.All.Select(mode => mode.Name() + "=" + Encode(verdict[mode])).ToList();
        Add(parts, Cache, verdict.CacheBlocked);
        Add(parts, Target, verdict.TargetBlocked);
        for (var i = 0; i < verdict.CacheWork.Count; i++)
        {
            Add(parts, Work + i, verdict.CacheWork[i]);
        }
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
        return new Verdict(Mode(LinkMode.Clone), Mode(LinkMode.Hardlink), Mode(LinkMode.Symlink), Mode(LinkMode.Copy), Side(Cache), Side(Target))
        {
            CacheWork = !parts.ContainsKey(Work + 0) ? [] : Enumerable.Range(0, parts.Count).Select(i => Side(Work + i)).OfType<Blockage>().ToList(),
        };
    }

    private static void Add(List<string> parts, string side, Blockage? blockage)
    {
        if (blockage is not null)
        {
            parts.Add($"{side}={blockage.Operation} {blockage.Errno.Name} {blockage.Cause.Number}");
        }
    }

    private static string Encode(ModeResult result)
    {
        if (result.Outcome == ModeOutcome.Fails)
        {
            return $"fails {result.Errno.Name} {result.Cause!.Number}{(result.Breaks is null ? "" : " " + Hard)}";
        }
        var words = new List<string> { result.Outcome == ModeOutcome.Costs ? "costs" : "works" };
        if (result.SharesBlocks)
        {
            words.Add(Shares);
        }
        if (result.IsHidden)
        {
            words.Add(Hidden);
        }
        if (result.NotForAll)
        {
            words.Add(Some + result.Errno.Number);
        }
        if (result.Cause is { } cause)
        {
            words.Add((result.BecomesSymlink ? AsSymlink : ByCause) + cause.Number);
        }
        if (result.Breaks is { } broken)
        {
            words.Add($"{Breaks}{broken.Errno.Number}:{broken.Cause.Number}");
        }
        return string.Join(" ", words);
    }

    private static ModeResult DecodeMode(string[] words)
    {
        if (words[0] is "works" or "costs")
        {
            var result = new ModeResult(words[0] == "costs" ? ModeOutcome.Costs : ModeOutcome.Works);
            return words.Skip(1).Aggregate(result, DecodeWord);
        }
        if (words.Length > 3 && words[words.Length - 1] == Hard)
        {
            var failed = DecodeMode(words.Take(words.Length - 1).ToArray());
            return failed with { Breaks = new Break(failed.Errno, failed.Cause!) };
        }
        return words.Length >= 3
            ? new ModeResult(ModeOutcome.Fails, FindErrno(words), FindRule(words[words.Length - 1]))
            : throw new FormatException($"'{string.Join(" ", words)}' is not works, costs or fails with an errno and a code");
    }

    private static ModeResult DecodeWord(ModeResult result, string word) => word switch
    {
        Shares => result with { SharesBlocks = true },
        Hidden => result with { IsHidden = true },
        _ when word.StartsWith(Some, StringComparison.Ordinal) && int.TryParse(word.Substring(Some.Length), out var some) => result with { NotForAll = true, Errno = new Errno(some) },
        _ when word.StartsWith(ByCause, StringComparison.Ordinal) => result with { Cause = FindRule(word.Substring(ByCause.Length)) },
        _ when word.StartsWith(AsSymlink, StringComparison.Ordinal) => result with { BecomesSymlink = true, Cause = FindRule(word.Substring(AsSymlink.Length)) },
        _ when word.StartsWith(Breaks, StringComparison.Ordinal) && word.Split(':') is { Length: 3 } parts && int.TryParse(parts[1], out var number) =>
            result with { Breaks = new Break(new Errno(number), FindRule(parts[2])) },
        _ => throw new FormatException($"'{word}' says nothing of a mode that works"),
    };

    private static Blockage DecodeBlockage(string[] words) =>
        Enum.TryParse<Operation>(words[0], out var operation) && words.Length >= 3
            ? new Blockage(operation, FindErrno(words), FindRule(words[words.Length - 1]))
            : throw new FormatException($"'{string.Join(" ", words)}' does not say what is blocked");

    // Between the first word and the last; an error without a name has two words.
    private static Errno FindErrno(string[] words) => Errno.Parse(string.Join(" ", words.Skip(1).Take(words.Length - 2)));

    private static Rule FindRule(string number) => Rules.All.FirstOrDefault(rule => rule.Number.ToString() == number) ?? Rules.Unknown;
}
