using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// The server of a network mount, or the process of a FUSE one, is gone: whoever touches it waits, for NFS mounted hard without end (nfs(5)).
/// Found by <see cref="Watchdog"/> before anything is touched, so there is no pair to look at.
/// </summary>
internal sealed class NoAnswer : Cause
{
    public override Rule Rule => Rules.NoAnswer;

    public override bool Explains(Failure failure, Pair pair) => failure.Operation == Operation.Answer;

    public override string Describe(Failure failure, Pair pair) => $"{pair.Target.Path} does not answer";

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) => [];

    public static CauseFinding Find(SilentMount silent) => new(
        Rules.NoAnswer,
        $"{silent.Path} is on {silent.Source}, which {silent.NoAnswer}",
        new Dictionary<string, string>
        {
            ["directory"] = silent.Path,
            ["mount"] = silent.Mount.ToString(),
            ["source"] = silent.Mount.Source,
            ["secondsWaited"] = silent.Waited.TotalSeconds.ToString("0"),
        },
        [
            FilesystemTypes.IsNetwork(silent.Mount.FileSystem) ? $"Bring the server back ({silent.Mount.Source})." : "Restart the process that serves this mount.",
            $"Or give the mount up: `umount -l {ShellText.Quote(silent.Mount.MountPoint)}`.",
            "Or set CacheDirectory and TargetDirectory to folders elsewhere.",
        ],
        silent.Check);
}
