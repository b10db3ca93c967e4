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
        return samples.Where(sample => !sample.IsRewritten).GroupBy(sample => sample.Kind(user)).Select(kind => Try(kind.OrderByDescending(file => file.Status.Size).First(), [.. kind])).Where(trial => !IsGone(trial.Read) && !IsGone(trial.Link)).ToList();
    }

    // Another run of the tool removed it meanwhile: that says nothing of the others.
    private static bool IsGone(Errno errno) => errno == Errno.ENOENT || errno == Errno.ESTALE || errno == Errno.ENOTDIR;

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
