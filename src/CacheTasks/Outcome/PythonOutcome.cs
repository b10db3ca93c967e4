using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>What a step installed into a Python environment, counted file by file against the cache, and which packages there are not whole.</summary>
internal sealed class PythonOutcome
{
    private readonly IFileSystem _files;
    private readonly OutcomeQuestion _question;
    private readonly Lazy<WheelArchives> _archives;

    private PythonOutcome(IFileSystem files, OutcomeQuestion question)
    {
        _files = files;
        _question = question;
        _archives = new Lazy<WheelArchives>(() => new WheelArchives(files, question.Cache, question.CacheFiles));
    }

    public Counts Counts { get; } = new();

    /// <summary>Packages that the step installed.</summary>
    public List<string> Installed { get; } = [];

    /// <summary>Those of them that did not come from this cache.</summary>
    public List<string> FromElsewhere { get; } = [];

    /// <summary>Those of them of which files were copied.</summary>
    public List<WheelLook> Copied { get; } = [];

    /// <summary>How many of them are in environments that the tool keeps in its cache.</summary>
    public int InCache { get; private set; }

    /// <summary>There are packages in the target, so it is one.</summary>
    public bool IsUsed { get; private set; }

    public IReadOnlyList<IncompleteWheel> Incomplete { get; private set; } = [];

    /// <summary>Nothing was looked at but the times of folders: all packages were whole, and are.</summary>
    public bool WasWhole { get; private set; }

    /// <summary>Files that were compared, of how many; equal unless the tree is too large.</summary>
    public (int Files, int Of) Compared { get; private set; }

    /// <summary>Files of packages that were there before whose presence was looked at, of how many, and packages of which no RECORD was read.</summary>
    public (int Files, int Of, int LeftOut) Looked { get; private set; }

    /// <summary>Not every file was looked at, so that one can be missing.</summary>
    public bool IsPart => Compared.Files < Compared.Of || Looked.Files < Looked.Of || Looked.LeftOut > 0;

    public static PythonOutcome Read(IFileSystem files, OutcomeQuestion question)
    {
        var outcome = new PythonOutcome(files, question);
        var marker = new WholeMarker(files, question.Marker, question.Target);
        var found = InstalledWheel.FindAll(question.Target).Select(wheel => (Wheel: wheel, IsNew: outcome.IsNew(wheel))).ToList();
        outcome.IsUsed = found.Count > 0;
        outcome.WasWhole = !found.Any(each => each.IsNew) && marker.IsValid();
        var comparing = new Sampling(question.ClonesWork ? question.MostCompared / 2 : question.MostCompared, question.Longest);
        var fresh = outcome.Open(found.Where(each => each.IsNew).Select(each => each.Wheel));
        var inCache = outcome.Open(CacheEnvironments.Find(files, question).SelectMany(InstalledWheel.FindAll).Where(outcome.IsNew));
        outcome.InCache = inCache.Length;
        marker.Note(fresh);
        outcome.Compare(comparing, [.. fresh, .. inCache]);
        if (!outcome.WasWhole)
        {
            outcome.Complete(fresh, found.Where(each => !each.IsNew).Select(each => each.Wheel).ToList(), marker);
        }
        return outcome;
    }

    private bool IsNew(InstalledWheel wheel) =>
        _files.Stat(wheel.RecordPath, followLink: true, out var record).Succeeded && Math.Max(record.Modified, record.Changed) >= _question.Since;

    private WheelLook[] Open(IEnumerable<InstalledWheel> wheels)
    {
        var installed = wheels.ToList();
        var looks = new WheelLook[installed.Count];
        if (looks.Length > 0)
        {
            var archives = _archives.Value;
            Parallel.For(0, looks.Length, new ParallelOptions { MaxDegreeOfParallelism = looks.Length < 16 ? 1 : Math.Min(Environment.ProcessorCount, 4) }, at =>
                looks[at] = new WheelLook(installed[at], isNew: true, installed[at].Files(), archives.Find(installed[at])));
        }
        return looks;
    }

    // Without a RECORD only the archive says what should be there.
    private WheelLook? OpenOld(InstalledWheel wheel)
    {
        var listed = wheel.Files();
        if (listed.Count > 0 || File.Exists(wheel.RecordPath))
        {
            return new WheelLook(wheel, isNew: false, listed, archive: null);
        }
        return _archives.Value.FindLikely(wheel) is { } archive
            ? new WheelLook(wheel, isNew: false, InstalledWheel.FilesOf(Path.Combine(archive, wheel.DistInfo, "RECORD")).Where(file => !IsData(wheel, file)).ToList(), archive)
            : null;
    }

    // An installer moves them elsewhere.
    private static bool IsData(InstalledWheel wheel, RecordedFile file) => file.Path.Text.StartsWith(wheel.Name + ".data/", StringComparison.Ordinal);

    private void Compare(Sampling sampling, IReadOnlyList<WheelLook> looks)
    {
        var arrivals = new Arrivals(_files, _question.ClonesWork, _question.AssumesLinks, _question.LinksWork);
        sampling.Run(looks, (look, slice) => look.Compare(_files, _question, arrivals, slice));
        Compared = (sampling.Looked, sampling.All);
        foreach (var look in looks)
        {
            Count(look);
        }
    }

    private void Count(WheelLook look)
    {
        Installed.Add(look.Wheel.Name);
        if (look.Archive is null || look.LinkedElsewhere)
        {
            FromElsewhere.Add(look.Wheel.Name);
            return;
        }
        Counts.Add(look.Counts);
        if (look.Counts[Arrival.Copy] > 0)
        {
            Copied.Add(look);
        }
    }

    private void Complete(IReadOnlyList<WheelLook> fresh, IReadOnlyList<InstalledWheel> before, WholeMarker marker)
    {
        var sampling = new Sampling(_question.MostLooked, _question.Longest);
        var arrivals = new Arrivals(_files, clonesWork: false);
        var opened = before.TakeWhile(_ => !sampling.IsOver).Select(OpenOld).ToList();
        var old = opened.OfType<WheelLook>().ToList();
        marker.Note(old);
        sampling.Run(old, (look, slice) => look.Compare(_files, _question, arrivals, slice));
        Looked = (sampling.Looked, sampling.All, before.Count - opened.Count);
        Incomplete = new Completeness([.. fresh, .. old], _archives, _question.OwnFiles).Find();
        if (Incomplete.Count == 0 && !IsPart)
        {
            marker.Write();
        }
    }
}
