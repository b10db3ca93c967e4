using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// A dead server blocks whoever touches its mount, for ever and uninterruptibly, and a process with such a thread cannot end. So a path that
/// seems to lie on a mount which can hang is first touched by a child process that can be left behind.
/// </summary>
internal sealed class Watchdog(IFileSystem files, MountTable mounts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // As the kernel's own limit (path_resolution(7)).
    private const int MostSymlinks = 40;

    // A mount that was silent is not waited for again by the next steps of a build.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentDictionary<ulong, DateTime> SilentSince = new();

    private readonly HashSet<string> _answered = [];

    /// <summary>The mount that does not answer; null when the path can be touched.</summary>
    public SilentMount? FindSilent(string path)
    {
        if (!mounts.HasRemote || Resolve(path) is not { } mount || _answered.Contains(path))
        {
            return null;
        }
        var wasSilent = SilentSince.TryGetValue(mount.Id, out var since) && DateTime.UtcNow - since < Remembered;
        if (!wasSilent && Answers(mount, path))
        {
            _answered.Add(path);
            return null;
        }
        SilentSince[mount.Id] = wasSilent ? since : DateTime.UtcNow;
        return new SilentMount(path, mount, Patience);
    }

    /// <summary>Whether the path lies on a mount that can hang, so that each request may take a while.</summary>
    public bool MayWait(string path) => mounts.HasRemote && Resolve(path) is not null;

    /// <summary>The first mount on the way that can hang; symlinks are followed without touching it.</summary>
    private MountInfo? Resolve(string path)
    {
        var rest = new Stack<string>(Parts(path).Reverse());
        var at = "/";
        for (var symlinks = 0; symlinks < MostSymlinks && rest.Count > 0;)
        {
            var name = rest.Pop();
            at = name == ".." ? Path.GetDirectoryName(at) ?? "/" : Path.Combine(at, name);
            if (mounts.FindByPath(at) is { } mount && FindHanging(mount) is { } hanging)
            {
                return hanging;
            }
            if (!files.Stat(at, followLink: false, out var status).Succeeded)
            {
                return null;
            }
            if (status.Kind == FileKind.Symlink && files.ReadLink(at) is { } link)
            {
                symlinks++;
                at = Path.IsPathRooted(link) ? "/" : Path.GetDirectoryName(at) ?? "/";
                foreach (var part in Parts(link).Reverse())
                {
                    rest.Push(part);
                }
            }
        }
        return null;
    }

    // An overlay asks its layers, where this namespace shows them.
    private MountInfo? FindHanging(MountInfo mount) =>
        FilesystemTypes.CanHang(mount.FileSystem) ? mount
        : mount.FileSystem != "overlay" ? null
        : mount.SuperOptions.Split(',').Where(option => option.StartsWith("lowerdir", StringComparison.Ordinal) || option.StartsWith("upperdir=", StringComparison.Ordinal))
            .SelectMany(option => option.Substring(option.IndexOf('=') + 1).Split(':')).Where(Path.IsPathRooted)
            .Select(layer => mounts.FindByPath(layer)).FirstOrDefault(below => below is not null && FilesystemTypes.CanHang(below.FileSystem));

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part.Length > 0 && part != ".");

    // The mount's root answers, or fails, at once where the server is alive.
    private static bool Answers(MountInfo mount, string path)
    {
#if NET
        try
        {
            using var child = Process.Start(new ProcessStartInfo("stat")
            {
                // A pipe of ours: a child that hangs must not hold the build's own output open.
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = "/",
                ArgumentList = { "-f", "--", path, mount.MountPoint },
            });
            if (child is null || child.WaitForExit((int)Patience.TotalMilliseconds))
            {
                return true;
            }
            // It ends when the server answers, or with its mount; until then no signal does.
            child.Kill();
            return false;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // No stat(1) here: nothing can be known without risking it.
            return true;
        }
#else
        return mount.Id != 0 || path.Length > 0;
#endif
    }
}

/// <summary>A mount that did not answer within <paramref name="Waited"/>.</summary>
internal sealed record SilentMount(string Path, MountInfo Mount, TimeSpan Waited)
{
    /// <summary>The mount and where it comes from, for a sentence: <c>nfs4 from nas:/x (mount 31 at /mnt)</c>.</summary>
    public string Source => $"{Mount.FileSystem} from {Mount.Source} (mount {Mount.Id} at {Mount.MountPoint})";

    public string NoAnswer => $"gave no answer within {Waited.TotalSeconds:0} s";

    /// <summary>A command that shows it and comes back.</summary>
    public string Check => $"stat -f {ShellText.Quote(Mount.MountPoint)} & sleep 5; jobs";
}
