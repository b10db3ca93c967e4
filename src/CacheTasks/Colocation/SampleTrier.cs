using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>Tries one of each kind of the cache's own files against the target, and removes what it made.</summary>
/// <param name="into">An empty file in the target, to clone into.</param>
/// <param name="untried">The answer that is taken for a link which may not be tried; null: it is tried.</param>
internal sealed class SampleTrier(IFileSystem files, SafeFileHandle target, SafeFileHandle into, Errno? untried)
{
    public IReadOnlyList<SampleTrial> Try(IReadOnlyList<SampledFile> samples, uint user)
    {
        if (samples.Count == 0)
        {
            return [];
        }
        var trials = new List<SampleTrial>();
        foreach (var kind in samples.Where(sample => !sample.IsRewritten).GroupBy(sample => sample.Kind(user)))
        {
            var alike = kind.ToList();
            var trial = alike.OrderByDescending(file => file.Status.Size).Select(file => Try(file, alike)).FirstOrDefault(trial => !IsGone(trial.Read) && !IsGone(trial.Link));
            if (trial is not null)
            {
                trials.Add(trial);
            }
        }
        return trials;
    }

    // Another process prunes the cache meanwhile: what is not there any more says nothing of links.
    private static bool IsGone(Errno errno) => errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.ELOOP || errno == Errno.ESTALE;

    private SampleTrial Try(SampledFile file, IReadOnlyList<SampledFile> alike)
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
                var lower = untried is not null && read.Succeeded && files.IsInLowerLayer(source) == true;
                var link = untried ?? new TriedLink(files, target, linked => files.Link(directory, name, target, linked)).Errno;
                return new SampleTrial(file, alike, read, link, read.Succeeded ? files.Clone(source, into) : read, lower);
            }
        }
    }
}
