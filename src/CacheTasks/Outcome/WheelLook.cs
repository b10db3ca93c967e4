using System.Text;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Outcome;

/// <summary>One installed package, compared file by file with its RECORD and, where the step installed it, with its archive.</summary>
/// <param name="isNew">The step installed it.</param>
/// <param name="listed">Its files, of the archive's RECORD where it has none itself.</param>
/// <param name="archive">Null when there is none, or none is needed.</param>
internal sealed class WheelLook(InstalledWheel wheel, bool isNew, IReadOnlyList<RecordedFile> listed, string? archive)
{
    private readonly object _gate = new();
    private readonly byte[] _ownFolder = Encoding.UTF8.GetBytes(wheel.DistInfo + "/");
    private readonly List<RecordedFile> _missing = [];
    private readonly List<ShortFile> _short = [];

    public InstalledWheel Wheel => wheel;

    public bool IsNew => isNew;

    public IReadOnlyList<RecordedFile> Listed => listed;

    public string? Archive => archive;

    public Counts Counts { get; } = new();

    /// <summary>Listed, and not there.</summary>
    public IReadOnlyList<RecordedFile> Missing => _missing;

    /// <summary>Shorter than listed, of a package without INSTALLER; in others nobody asks.</summary>
    public IReadOnlyList<ShortFile> Short => _short;

    /// <summary>Files that were looked at; fewer than listed where the tree is sampled.</summary>
    public int Looked { get; private set; }

    /// <summary>It shares files with something that is not this cache.</summary>
    public bool LinkedElsewhere { get; private set; }

    /// <summary>What, of the cache's files that were copied, no link can be made of.</summary>
    public LinkBar? Bar { get; private set; }

    /// <summary>The tool writes this file among the last, unless it is told not to.</summary>
    public bool HasInstaller { get; } = File.Exists(Path.Combine(wheel.SitePackages, wheel.DistInfo, "INSTALLER"));

    /// <summary>Looks at some of its files; several threads may.</summary>
    /// <param name="files">The system.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="arrivals">How files are told apart.</param>
    /// <param name="slice">Which of them.</param>
    public void Compare(IFileSystem files, OutcomeQuestion question, Arrivals arrivals, IEnumerable<int> slice)
    {
        if (!files.OpenDirectory(wheel.SitePackages, out var site).Succeeded)
        {
            site.Dispose();
            return;
        }
        using (site)
        {
            var opened = files.OpenDirectory(archive ?? wheel.SitePackages, out var cached);
            using (cached)
            {
                new Slice(this, files, question, arrivals, site, opened.Succeeded && archive is not null ? cached : null).Run(slice);
            }
        }
    }

    private void Add(Counts counts, List<RecordedFile> missing, List<ShortFile> shorter, int looked, bool elsewhere, LinkBar? bar)
    {
        lock (_gate)
        {
            Counts.Add(counts);
            _missing.AddRange(missing);
            _short.AddRange(shorter);
            Looked += looked;
            LinkedElsewhere |= elsewhere;
            Bar ??= bar;
        }
    }

    private sealed class Slice(WheelLook look, IFileSystem files, OutcomeQuestion question, Arrivals arrivals, SafeFileHandle site, SafeFileHandle? archive)
    {
        private readonly Counts _counts = new();
        private readonly List<RecordedFile> _missing = [];
        private readonly List<ShortFile> _short = [];
        private bool _elsewhere;
        private LinkBar? _bar;

        public void Run(IEnumerable<int> slice)
        {
            var looked = 0;
            foreach (var index in slice)
            {
                looked++;
                Look(look.Listed[index]);
            }
            look.Add(_counts, _missing, _short, looked, _elsewhere, _bar);
        }

        private void Look(RecordedFile file)
        {
            var errno = files.Stat(site, file.Path, out var there);
            if (!errno.Succeeded)
            {
                if (errno == Errno.ENOENT || errno == Errno.ENOTDIR)
                {
                    _missing.Add(file);
                }
                return;
            }
            if (IsShort(file, there))
            {
                _short.Add(new ShortFile(file.Path.Text, (long)there.Size, file.Size));
            }
            if (archive is null || !look.IsNew)
            {
                return;
            }
            var arrived = IsOwn(file) ? null : Find(file, there);
            _counts.Add(arrived?.Arrival ?? Arrival.Own, arrived?.Bytes ?? (long)there.Size);
            _elsewhere |= arrived is { LinkedElsewhere: true };
        }

        // A full disk ends a copy in the middle of a file; what is shorter in a finished package somebody edited.
        private bool IsShort(RecordedFile file, in FileStatus there) =>
            !look.HasInstaller && file.Size >= 0 && there.Kind == FileKind.File && (long)there.Size < file.Size && !IsOwn(file);

        private bool IsOwn(RecordedFile file)
        {
            var path = file.Path.Bytes;
            return path.StartsWith(look._ownFolder) && question.OwnFiles.Contains(Encoding.UTF8.GetString(path.Slice(look._ownFolder.Length).ToArray()));
        }

        private ArrivedFile? Find(RecordedFile file, in FileStatus there)
        {
            // Nearly every file has the same path on both sides; none of another archive may be met through "..".
            if (!file.IsAbove && Compare(file, there, file.Path) is { } arrived)
            {
                return arrived;
            }
            foreach (var source in WheelLayout.Sources(look.Wheel, file.Path.Text))
            {
                if (source != file.Path.Text && Compare(file, there, source) is { } found)
                {
                    return found;
                }
            }
            return null;
        }

        private ArrivedFile? Compare(RecordedFile file, in FileStatus there, EntryName source)
        {
            if (!files.Stat(archive!, source, out var here).Succeeded)
            {
                return null;
            }
            var arrived = arrivals.Compare(new PlacedFile(site, file.Path), there, new PlacedFile(archive!, source), here);
            _bar ??= arrived.Arrival == Arrival.Copy ? LinkBar.Find(source.Text, there, here, files.EffectiveUser) : null;
            return arrived;
        }
    }
}
