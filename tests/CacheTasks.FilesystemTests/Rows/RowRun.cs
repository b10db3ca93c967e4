using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;

namespace CacheTasks.FilesystemTests;

/// <summary>A row at work: its fixture, a project in it, the tasks and real uv on the two.</summary>
internal sealed class RowRun : IDisposable
{
    private readonly Lab _lab;
    private readonly Uv _uv;
    private readonly PythonProject _project;
    private TaskChain? _chain;

    private RowRun(Lab lab, Uv uv, bool warm)
    {
        _lab = lab;
        _project = PythonProject.Create(Path.Combine(lab.TargetParent, "app"), lab.MakeFolder("wheels"), Wheel.Mixed("alpha"), Wheel.Mixed("beta")).Lock(uv);
        if (warm && !lab.IsCold)
            _project.Warm(uv, lab.Cache);
        lab.Seal();
        _uv = lab.IsElsewhere ? uv.CopiedTo(lab.MakeFolder("tools")) : uv;
        Pair = new Pair("Sync", "uv", uv.Version, lab.Cache, _project.VirtualEnvironment, Path.Combine(lab.Home, "records"));
    }

    internal Pair Pair { get; }

    internal Lab Lab => _lab;

    /// <exception cref="UnavailableException">This machine cannot have the fixture or that uv.</exception>
    internal static RowRun Prepare(Row row, bool warm = true)
    {
        var uv = Uv.Find(row.UvVersion);
        var lab = row.Fixture.Open();
        try
        {
            return new RowRun(lab, uv, warm);
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>Undoes what the last run of uv did.</summary>
    internal void Reset() => _lab.Reset(DeleteWhatTheLastRunMade);

    /// <summary>Everything that a probe could leave behind or change.</summary>
    internal IReadOnlyList<string> Listing()
    {
        string[] listing = [.. new[] { _lab.Cache, _lab.TargetParent }.SelectMany(folder => DirectoryTree.Listing(folder, links: !IsFuse(folder)))];
        _lab.LookAway();
        return listing;
    }

    /// <summary>Runs the tasks before the step, where the fixture has the tool run.</summary>
    internal Verdict Verify(params ITaskItem[] tools) => Verify("", tools);

    /// <param name="mode">The mode that the user told uv; empty: none.</param>
    internal Verdict Verify(string mode, params ITaskItem[] tools)
    {
        var pair = Pair with { UserLinkMode = mode };
        if (!_lab.IsElsewhere)
            return Verdict.Of(_chain = TaskChain.Verify(pair, tools));

        var said = _lab.Inside(ProbeProcess.Verify(pair, copiedTo: _lab.MakeFolder("probe"))).Run().OrFail().StandardOutput;
        return Verdict.Read(pair.RecordPath, [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', ':')[1])]);
    }

    /// <summary>Runs the task after the step, where the tool ran.</summary>
    internal Verdict VerifyOutcome(string mode = "")
    {
        if (_lab.IsElsewhere)
            _lab.Inside(ProbeProcess.Outcome(Pair with { UserLinkMode = mode }, copiedTo: _lab.MakeFolder("probe"))).Run().OrFail();
        else
            _chain?.VerifyOutcome();
        return Verdict.Read(Pair.RecordPath);
    }

    /// <summary>Runs <c>uv sync</c> into a fresh environment, as a user would who told it this mode.</summary>
    internal UvRun Sync(string mode, params IEnumerable<KeyValuePair<string, string>> variables) =>
        Sync(new Dictionary<string, string>(mode.Length == 0 ? variables : variables.Append(new("UV_LINK_MODE", mode)).DistinctBy(pair => pair.Key)));

    /// <summary>The same with these variables alone.</summary>
    internal UvRun Sync(IReadOnlyDictionary<string, string> variables)
    {
        Reset();
        var environment = _project.Environment(_lab.Home, _lab.Cache);
        foreach (var (name, value) in variables)
            environment[name] = value;

        var result = _lab.Inside(_uv.Command(_project.Folder, environment, "sync", "--frozen")).Run();
        return UvRun.Of(result, _lab, _project.VirtualEnvironment);
    }

    private static bool IsFuse(string folder) =>
        Directory.Exists(folder) && MountEntry.Of(folder).Type.StartsWith("fuse", StringComparison.Ordinal);

    private void DeleteWhatTheLastRunMade()
    {
        Lab.Delete(_project.VirtualEnvironment);
        if (_lab.IsCold)
            Lab.Delete(_lab.Cache);
    }

    public void Dispose() => _lab.Dispose();
}
