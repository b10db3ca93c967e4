using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>Tries one of each kind of the cache's own files against the target, and removes what it made.</summary>
/// <param name="into">A file in the target, to clone into; it is emptied each time, since a clone must reach its end (ioctl_ficlonerange(2), EINVAL).</param>
/// <param name="untried">The answer that is taken for a link which may not be tried; null: it is tried.</param>
/// <param name="mayTryUpper">What lies in the upper layer of an overlay may be tried all the same.</param>
/// <param name="onlyOwn">Only this user's own files can be removed from the target again: it is sticky and somebody else's (unlink(2), EPERM).</param>
internal sealed class SampleTrier(IFileSystem files, SafeFileHandle target, SafeFileHandle into, Errno? untried, bool mayTryUpper, bool onlyOwn)
{
    public IReadOnlyList<SampleTrial> Try(IReadOnlyList<SampledFile> samples, uint user)
    {
        if (samples.Count == 0)
        {
            return [];
        }
        var trials = new List<SampleTrial>();
        foreach (var kind in samples.Where(sample => !sample.IsRewritten).GroupBy(sample => (sample.Kind(user), HasAccess(sample, user))))
        {
            var alike = kind.ToList();
            var trial = alike.OrderByDescending(file => file.Status.Size).Select(file => Try(file, alike, user)).FirstOrDefault(trial => !IsGone(trial.Read) && !IsGone(trial.Link));
            if (trial is not null)
            {
                trials.Add(trial);
            }
        }
        return trials;
    }

    // A file of the upper layer is linked as anywhere.
    private bool CannotTry(SampledFile file, uint user, SafeFileHandle? source) =>
        (untried is not null && !(mayTryUpper && source is not null && files.IsInLowerLayer(source) == false)) || (onlyOwn && file.Status.Owner != user);

    // An ACL tells files apart that have one owner and mode (acl(5)).
    private bool HasAccess(SampledFile file, uint user) => user == 0 || file.Status.Owner == user || files.CheckReadWrite(file.Path).Succeeded;

    // The rule instead of a trial (proc_sys_fs(5), protected_hardlinks).
    private Errno MayLink(SampledFile file, uint user) =>
        !files.Host.ProtectedHardlinks || HasAccess(file, user) ? Errno.None : Errno.EPERM;

    private Errno Clone(SafeFileHandle source)
    {
        files.Empty(into);
        return files.Clone(source, into);
    }

    // Where the kernel does not tell: a file of a lower layer on another filesystem shows another device than its directory (overlayfs.rst, "Inode properties").
    private bool IsLower(SafeFileHandle source, SampledFile file, SafeFileHandle directory) =>
        files.IsInLowerLayer(source) ?? (files.Stat(directory, out var status).Succeeded && status.Device != file.Status.Device);

    // Another process prunes the cache meanwhile: what is not there any more says nothing of links.
    private static bool IsGone(Errno errno) => errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.ELOOP || errno == Errno.ESTALE;

    private SampleTrial Try(SampledFile file, IReadOnlyList<SampledFile> alike, uint user)
    {
        var opened = files.OpenDirectory(Path.GetDirectoryName(file.Path)!, out var directory);
        using (directory)
        {
            if (!opened.Succeeded)
            {
                return new SampleTrial(file, alike, opened, opened, opened, false);
            }
            var name = Path.GetFileName(file.Path);
            var read = files.OpenFile(directory, name, out var source);
            using (source)
            {
                var lower = untried is not null && read.Succeeded && IsLower(source, file, directory);
                var link = CannotTry(file, user, read.Succeeded ? source : null) ? untried is { Succeeded: false } apart ? apart : MayLink(file, user)
                    : new TriedLink(files, target, linked => files.Link(directory, name, target, linked)).Errno;
                return new SampleTrial(file, alike, read, link, read.Succeeded ? Clone(source) : read, lower);
            }
        }
    }
}
