using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>EMLINK: the file has as many names as its filesystem allows (link(2)); ext4 65,000, btrfs 65,535, EFS 177; ntfs-3g says ERANGE.</summary>
internal sealed class LinkLimit : Cause
{
    public override Rule Rule => Rules.LinkLimit;

    public override bool Explains(Failure failure, Pair pair) => failure.IsLink && (failure.Errno == Errno.EMLINK || failure.Errno == Errno.ERANGE);

    public override string Describe(Failure failure, Pair pair) => failure.File is { } file
        ? $"the cache's file {file.Path} has {file.Status.Links:N0} links, as many as {pair.Cache.FilesystemName} allows"
        : $"{pair.Cache.FilesystemName} allows no further link ({failure.Errno.Name})";

    public override string Check(Failure failure, Pair pair) => failure.File is null ? base.Check(failure, pair) : $"stat -c %h {QuotedFile(failure)}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => OwnFile(failure, pair);

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Update the tool: uv 0.10.9 and later replace such a file by a copy of it and go on.",
        $"Or delete environments that nobody needs: `find {ShellText.Quote(BelowTarget(pair))} -xdev -samefile {QuotedFile(failure)}` names them.",
    ];
}
