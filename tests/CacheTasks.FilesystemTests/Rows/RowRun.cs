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
        if (warm)
            _project.Warm(uv, lab.Cache);
        lab.Seal();
        _uv = lab.User == 0 ? uv : uv.CopiedTo(lab.MakeFolder("tools"));
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

    /// <summary>Everything that a probe could leave behind or change.</summary>
    internal IReadOnlyList<string> Listing() => [.. DirectoryTree.Listing(_lab.Cache), .. DirectoryTree.Listing(_lab.TargetParent)];

    /// <summary>Runs the tasks before the step, as the fixture's user.</summary>
    internal Verdict Verify(params ITaskItem[] tools)
    {
        if (_lab.User == 0)
            return Verdict.Of(_chain = TaskChain.Verify(Pair, tools));

        var said = _lab.AsUser(ProbeProcess.Verify(Pair, copiedTo: _lab.MakeFolder("probe"))).Run().OrFail().StandardOutput;
        return Verdict.Read(Pair.RecordPath, [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', ':')[1])]);
    }

    /// <summary>Runs the task after the step; as another user it has nothing to look at, since uv failed.</summary>
    internal Verdict VerifyOutcome()
    {
        _chain?.VerifyOutcome();
        return Verdict.Read(Pair.RecordPath);
    }

    /// <summary>Runs <c>uv sync</c> into a fresh environment.</summary>
    internal UvRun Sync(IReadOnlyDictionary<string, string> variables)
    {
        if (Directory.Exists(_project.VirtualEnvironment))
            Directory.Delete(_project.VirtualEnvironment, recursive: true);
        var environment = _project.Environment(_lab.Home, _lab.Cache);
        foreach (var (name, value) in variables)
            environment[name] = value;

        var result = _lab.AsUser(_uv.Command(_project.Folder, environment, "sync", "--frozen")).Run();
        return UvRun.Of(result, _lab.Cache, _project.VirtualEnvironment);
    }

    public void Dispose() => _lab.Dispose();
}
