using System.Text.Json.Nodes;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Keeps what is said of the build's steps for its report, over projects, target frameworks and nodes.</summary>
/// <remarks>
/// The engine holds the journal of each process and ends it at the end of the build, also of one that failed or was cancelled: then the
/// reports are written. A journal that cannot be kept costs the report, never the build.
/// </remarks>
internal static class Journals
{
    private static readonly object Opening = new();

    // Where the engine gives no token the build is this process.
    private static readonly string OwnToken = Guid.NewGuid().ToString("N");

    /// <summary>Does nothing for a step of which no report is wanted.</summary>
    public static void Add(IBuildEngine engine, Step step, ReportedMessage message) => Add(engine, step, [message]);

    /// <summary>Many at once, which costs one write.</summary>
    public static void Add(IBuildEngine engine, Step step, IReadOnlyCollection<ReportedMessage> messages)
    {
        if (step.ReportedAs.Length > 0 && messages.Count > 0)
        {
            With(engine, journal => journal.Add(step.ReportedAs, step.RecordName, messages.Select(message => AsShown(engine, message))));
        }
    }

    public static void Enter(IBuildEngine engine, Step step, JournalEntry entry) => With(engine, journal => journal.Enter(step.ReportedAs, step.RecordName, entry));

    /// <summary>The step's record is of this build from now on.</summary>
    public static void Judge(IBuildEngine engine, Step step, bool hasRecord)
    {
        if (step.ReportedAs.Length > 0)
        {
            With(engine, journal => journal.Judge(step.ReportedAs, step.RecordName, new JournalVerdict(step.Tool, step.ToolVersion, step.CacheDirectory, step.TargetDirectory, hasRecord)));
        }
    }

    /// <summary>What the step installed in this build.</summary>
    public static void Count(IBuildEngine engine, Step step, JsonObject outcome)
    {
        if (step.ReportedAs.Length > 0)
        {
            With(engine, journal => journal.Count(step.ReportedAs, step.RecordName, outcome));
        }
    }

    public static void Finish(IBuildEngine engine, Step step) => With(engine, journal => journal.Finish(step.ReportedAs, step.RecordName));

    /// <summary>
    /// What is known so far for Azure DevOps, which takes a summary only while the build runs. Called when a step has ended or failed; does
    /// nothing elsewhere.
    /// </summary>
    public static void Publish(IBuildEngine engine, Step step)
    {
        if (step.ReportedAs.Length == 0 || !AzureSummary.IsWanted)
        {
            return;
        }
        With(engine, journal => journal.Exclusively(() =>
        {
            var file = AzureSummary.File(journal.Token);
            var steps = journal.Read().Select(step => step.Step).ToList();
            if (WholeFile.Replace(file, MarkdownReport.Render(new Report(steps) { Root = ReportRoot.Of(steps) })))
            {
                engine.LogMessageEvent(new BuildMessageEventArgs(AzureSummary.Command(file), null, nameof(CacheTasks), MessageImportance.High));
            }
        }));
    }

    // A warning that the user promotes, by property or on the command line, is logged as one, and MSBuild makes it an error.
    private static ReportedMessage AsShown(IBuildEngine engine, ReportedMessage message) =>
#if NET
        message.Severity == Diagnostics.Severity.Warning && engine is IBuildEngine8 promoting && promoting.ShouldTreatWarningAsError(message.Code) ? message with { Severity = Diagnostics.Severity.Error } :
#endif
        message;

    private static void With(IBuildEngine engine, Action<BuildJournal> act)
    {
        try
        {
            if (Find(engine) is { } journal)
            {
                act(journal);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            engine.LogMessageEvent(new BuildMessageEventArgs($"The report is incomplete: {exception.Message}", null, nameof(CacheTasks), MessageImportance.Low));
        }
    }

    private static BuildJournal? Find(IBuildEngine engine)
    {
        if (FileSystem.Current is not { } files || engine is not IBuildEngine4 lifetimes)
        {
            return null;
        }
        var key = typeof(Journals).FullName!;
        if (lifetimes.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is BuildJournal found)
        {
            return found;
        }
        // Outside of the lock: the question can need the thread that is waiting for it.
        var token = ToolAsker.FindToken(engine);
        lock (Opening)
        {
            if (lifetimes.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is BuildJournal meanwhile)
            {
                return meanwhile;
            }
            var opened = BuildJournal.Open(files, Path.GetTempPath(), token.Length > 0 ? token : OwnToken);
            if (opened is not null)
            {
                lifetimes.RegisterTaskObject(key, opened, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            }
            return opened;
        }
    }
}
