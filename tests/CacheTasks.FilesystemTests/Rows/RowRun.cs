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

    private RowRun(Lab lab, Uv uv)
    {
        (_lab, _uv) = (lab, uv);
        _project = PythonProject.Create(Path.Combine(lab.TargetParent, "app"), lab.MakeFolder("wheels"), Wheel.Mixed("alpha"), Wheel.Mixed("beta")).Lock(uv);
        _project.Warm(uv, lab.Cache);
        lab.Seal();
    }

    /// <exception cref="UnavailableException">This machine cannot have the fixture or that uv.</exception>
    internal static RowRun Prepare(Row row)
    {
        var uv = Uv.Find(row.UvVersion);
        var lab = row.Fixture.Open();
        try
        {
            return new RowRun(lab, uv);
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    internal Pair Pair => new("Sync", "uv", _uv.Version, _lab.Cache, _project.VirtualEnvironment, Path.Combine(_lab.Root, "records"));

    /// <summary>Everything that a probe could leave behind or change.</summary>
    internal IReadOnlyList<string> Listing() => [.. DirectoryTree.Listing(_lab.Cache), .. DirectoryTree.Listing(_lab.TargetParent)];

    internal TaskChain Verify(params ITaskItem[] tools) => TaskChain.Verify(Pair, tools);

    /// <summary>Runs <c>uv sync</c> into a fresh environment.</summary>
    internal UvRun Sync(IReadOnlyDictionary<string, string> variables)
    {
        if (Directory.Exists(_project.VirtualEnvironment))
            Directory.Delete(_project.VirtualEnvironment, recursive: true);
        var environment = _project.Environment(_lab.Home, _lab.Cache);
        foreach (var (name, value) in variables)
            environment[name] = value;

        var result = _uv.Command(_project.Folder, environment, "sync", "--frozen").Run();
        return UvRun.Of(result, _lab.Cache, _project.VirtualEnvironment);
    }

    public void Dispose() => _lab.Dispose();
}
