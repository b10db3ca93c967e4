using CacheTasks.Diagnostics;
using CacheTasks.Doctor;
using CacheTasks.Doctor.Discovery;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Reports;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Examines all steps of a project without running any: by the tasks of a build, which only look, and by looking at their caches and targets. Of a
/// project without steps it proposes the items to paste. Changes nothing.
/// </summary>
/// <remarks>Reads: all metadata of a CacheStep. Reports what the tasks of a build report before a step, once.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CacheDoctor : StepTask
{
    private readonly Dictionary<string, List<Finding>> _heard = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Step> _examined = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyDictionary<string, string> _compiled = new Dictionary<string, string>();
    private bool _reports;

    /// <summary>The project, absolute: what is reported of it, and where items are to be pasted.</summary>
    public string? Project { get; set; }

    /// <summary>As of PlaceCaches.</summary>
    public string? Root { get; set; }

    /// <summary>For proposed steps, as CacheTasksSharedRoot gives it to those that are written.</summary>
    public string? SharedRoot { get; set; }

    /// <summary>As of AllocateTargetDirectories.</summary>
    public string? ExcludedUsers { get; set; }

    /// <summary>As of AllocateTargetDirectories.</summary>
    public string? MinimumRoom { get; set; }

    /// <summary>As of InspectTargets.</summary>
    public string? CountForeign { get; set; }

    /// <summary>As of VerifyColocation.</summary>
    public bool SampleAll { get; set; }

    /// <summary>As of PrepareCompilerCache.</summary>
    public string? CompilerCache { get; set; }

    /// <summary>As of PrepareCompilerCache.</summary>
    public string? Incremental { get; set; }

    /// <summary>As of PrepareCompilerCache.</summary>
    public string? Configuration { get; set; }

    /// <summary>Where builds keep the steps' records: they are read.</summary>
    public string? RecordDirectory { get; set; }

    /// <summary>The SARIF file; empty: none. A relative path starts from <see cref="StartDirectory"/>.</summary>
    public string? Sarif { get; set; }

    /// <summary>The page; empty: none.</summary>
    public string? Page { get; set; }

    /// <summary>Where the build was started. Default: ProjectDirectory.</summary>
    public string? StartDirectory { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        _reports = steps.Length > 0;
        var found = _reports ? null : Discover();
        var asked = found is null ? steps : found.Proposals.Select(Propose).ToArray();
        using var records = new RehearsalRecords(RecordDirectory is { Length: > 0 } folder ? FullPath(folder) : null);
        if (asked.Length > 0)
        {
            Rehearse(asked, records.Location);
        }
        var all = Examine(files, asked, records);
        Say(all, found);
        WriteReports(files, all);
        return steps;
    }

    private Discovery Discover()
    {
        var project = Project is { Length: > 0 } given ? FullPath(given) : BuildEngine.ProjectFileOfTaskNode;
        return Discovery.Of(FullPath("").TrimEnd('/'), project, ProjectTargets.Find(BuildEngine) ?? [], Environment.GetEnvironmentVariable("HOME"));
    }

    // As the item would be when it is pasted.
    private ITaskItem Propose(Proposal proposal)
    {
        var item = ItemMetadata.Create(proposal.Name);
        var set = ItemMetadata.Setter(item);
        set(nameof(Step.Tool), proposal.Tool);
        set(nameof(Step.WorkingDirectory), proposal.Folder);
        set(nameof(Step.SharedRoot), SharedRoot ?? "");
        set(nameof(Step.DefinedIn), Project ?? "");
        return item;
    }

    private void Rehearse(ITaskItem[] steps, string records)
    {
        if (_reports)
        {
            Ask(new CheckCacheSteps { Rehearsal = Hear }, steps);
        }
        var resolved = Ask(new ResolveCacheSteps { Rehearsal = Hear }, steps);
        resolved = Ask(new PlaceCaches { Rehearsal = Hear, Root = Root, RecordDirectory = records }, resolved);
        resolved = Ask(new AllocateTargetDirectories { Rehearsal = Hear, ExcludedUsers = ExcludedUsers, MinimumRoom = MinimumRoom }, resolved);
        resolved = Ask(new InspectTargets { Rehearsal = Hear, CountForeign = CountForeign }, resolved);
        resolved = Ask(new VerifyColocation { Rehearsal = Hear, SampleAll = SampleAll, RecordDirectory = records }, resolved);
        var compiler = new PrepareCompilerCache { Rehearsal = Hear, CompilerCache = CompilerCache, Incremental = Incremental, Configuration = Configuration };
        resolved = Ask(compiler, resolved);
        _compiled = compiler.Looked;
        resolved = Ask(new SetLinkMode { Rehearsal = Hear, RecordDirectory = records }, resolved);
        foreach (var step in resolved.Select(View))
        {
            _examined[step.RecordName] = step;
        }
    }

    private ITaskItem[] Ask(StepTask task, ITaskItem[] steps)
    {
        task.BuildEngine = BuildEngine;
        task.Steps = steps;
        task.Tools = Tools;
        task.ProjectDirectory = ProjectDirectory;
        using (task)
        using (Cancellation.Register(task.Cancel))
        {
            HasFailed |= !task.Execute();
        }
        Cancellation.ThrowIfCancellationRequested();
        // One that met a defect of ours has said so; the others go on with what they had.
        return task.Steps.Length > 0 ? task.Steps : task is ResolveCacheSteps ? [] : steps;
    }

    // What is only proposed is nobody's fault: no warning.
    private bool Hear(Step step, Finding finding)
    {
        if (!_heard.TryGetValue(step.RecordName, out var findings))
        {
            _heard[step.RecordName] = findings = [];
        }
        if (findings.Contains(finding))
        {
            return false;
        }
        findings.Add(finding);
        return _reports;
    }

    private IReadOnlyList<Examination> Examine(IFileSystem files, ITaskItem[] asked, RehearsalRecords records)
    {
        using var mounts = files.ReadMounts();
        var progress = new WorkProgress();
        using var watch = Show(progress, "doctor");
        var places = new PlaceExamination(DoctorTools.Current!, mounts, progress, Cancellation);
        // A step that could not be resolved is there as it was written.
        foreach (var item in asked.Where(item => !_examined.Keys.Any(name => IsOf(name, item.ItemSpec))))
        {
            _examined[item.ItemSpec] = View(item);
        }
        return Examination.Compare(_examined.Values.Select(step => Examine(places, step, records)).ToList());
    }

    private static bool IsOf(string recordName, string step) =>
        recordName.StartsWith(step, StringComparison.OrdinalIgnoreCase) && (recordName.Length == step.Length || recordName[step.Length] == '-');

    private Examination Examine(PlaceExamination places, Step step, RehearsalRecords records)
    {
        var profile = FindProfile(step.Tool);
        var known = step.ToolVersion.Length > 0 || step.Modes.Length > 0;
        return new Examination(step, profile, known ? records.Read(step.RecordName) : [], _heard.TryGetValue(step.RecordName, out var findings) ? findings : [])
        {
            Cache = step.CacheDirectory.Length > 0 ? places.Examine(FullPath(step.CacheDirectory), profile?.OpenedCacheFiles ?? []) : null,
            CompilesThrough = _compiled.TryGetValue(step.RecordName, out var through) ? through : null,
            Target = step.TargetDirectory.Length > 0 ? places.Examine(FullPath(step.TargetDirectory), []) : null,
        };
    }

    // That a profile cannot be read has been said.
    private ToolProfile? FindProfile(string name)
    {
        try
        {
            return Profiles.Find(name);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void WriteReports(IFileSystem files, IReadOnlyList<Examination> all)
    {
        var outputs = new ReportOutputs(Writable("CacheTasksSarif", Sarif), Writable("CacheTasksReport", Page), "");
        DoctorReports.Write(FullPath(Project ?? ""), all, outputs, files, FileSystem.Room);
    }

    // A report is never worth an error, whatever a step requires.
    private string Writable(string property, string? path)
    {
        if (path is not { Length: > 0 })
        {
            return "";
        }
        var full = FullPath(Path.Combine(StartDirectory ?? "", path));
        if (ReportFiles.FindObstacle(full) is not { } obstacle)
        {
            return full;
        }
        var item = ItemMetadata.Create(nameof(CacheDoctor));
        ItemMetadata.Setter(item)(nameof(Step.DefinedIn), Project ?? "");
        Report(item, View(item), [new Finding(
            Diagnostics.Rules.InvalidValue,
            $"{property}=\"{path}\" cannot be written: {PrintedText.Of(obstacle.TrimEnd('.'))}. Set it to a file in a folder that this user can write to.")]);
        return "";
    }

    private void Say(IReadOnlyList<Examination> all, Discovery? found)
    {
        var screen = Screen.Find(Console.IsOutputRedirected, () => Console.WindowWidth, Environment.GetEnvironmentVariable);
        var name = PrintedText.Of(Path.GetFileName(Project ?? BuildEngine.ProjectFileOfTaskNode));
        var view = new DoctorView(screen, new ExaminationText(new ExaminedPlaceText(DoctorTools.Current!)));
        var text = view.Render("CacheTasks  doctor  " + DoctorTitle.Of(name, all.Count, !_reports), all, found?.Ending ?? []);
        if (screen.IsTerminal)
        {
            // The terminal logger shows no messages, and these are what was asked for. Its next frame takes back the two lines above the cursor.
            Console.Out.Write("\n" + text + "\n\n\n");
        }
        Log.LogMessage(screen.IsTerminal ? MessageImportance.Low : MessageImportance.High, "{0}", text);
    }
}
