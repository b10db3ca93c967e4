using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Reports;

/// <summary>
/// The folder in which the processes of one build keep what its reports will say: for each step an entry, and files for its verdict, its
/// outcome, its messages and its end. It is this user's alone, and its name holds the build's token, which nobody can guess.
/// </summary>
internal sealed class BuildJournal : IDisposable
{
    private const string Prefix = "cachetasks-report-";
    private const string EntryEnd = ".step.json";
    private const string VerdictEnd = ".verdict.json";
    private const string OutcomeEnd = ".outcome.json";
    private const string MessagesEnd = ".messages";
    private const string FinishedEnd = ".finished";
    private const string ProcessStart = "process-";
    private const string Written = "written";
    private const uint OthersMode = 0x3F;

    private static readonly TimeSpan Leftover = TimeSpan.FromDays(1);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _folder;
    private readonly string _mark;
    private readonly IFileSystem _files;
    private readonly object _appending = new();

    private BuildJournal(string folder, string token, IFileSystem files)
    {
        Token = token;
        _folder = folder;
        _files = files;
        _mark = Path.Combine(folder, ProcessStart + CurrentProcess.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(_mark, "");
    }

#if NET
    private static int CurrentProcess => Environment.ProcessId;
#else
    private static int CurrentProcess => Process.GetCurrentProcess().Id;
#endif

    /// <summary>Equal in all processes of the build, and of this build alone.</summary>
    public string Token { get; }

    /// <summary>The folder of the build with this token; null where it cannot be made, or is somebody else's.</summary>
    public static BuildJournal? Open(IFileSystem files, string temporary, string token)
    {
        try
        {
            var folder = Path.Combine(temporary, Prefix + token);
            if (!Directory.Exists(folder))
            {
                RemoveLeftovers(files, temporary);
                Make(folder);
            }
            return IsOwn(files, folder) ? new BuildJournal(folder, token, files) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    public void Enter(string reportedAs, string recordName, JournalEntry entry)
    {
        var path = PathOf(reportedAs, recordName) + EntryEnd;
        if (!File.Exists(path))
        {
            WholeFile.Write(path, JsonSerializer.Serialize(entry with { Order = DateTime.UtcNow.Ticks }, JournalJson.Default.JournalEntry));
        }
        // A target that runs a second time in one build has not ended yet.
        File.Delete(PathOf(reportedAs, recordName) + FinishedEnd);
    }

    public void Judge(string reportedAs, string recordName, JournalVerdict verdict) =>
        WholeFile.Write(PathOf(reportedAs, recordName) + VerdictEnd, JsonSerializer.Serialize(verdict, JournalJson.Default.JournalVerdict));

    /// <summary>What the step did in this build; its record may hold what an earlier one did.</summary>
    public void Count(string reportedAs, string recordName, JsonObject outcome) => WholeFile.Write(PathOf(reportedAs, recordName) + OutcomeEnd, outcome.ToJsonString());

    public void Finish(string reportedAs, string recordName) => File.WriteAllText(PathOf(reportedAs, recordName) + FinishedEnd, "");

    /// <summary>All in one write, for a tool that says a lot.</summary>
    public void Add(string reportedAs, string recordName, IEnumerable<ReportedMessage> messages)
    {
        var lines = string.Concat(messages.Select(message => JsonSerializer.Serialize(WellFormed(message), JournalJson.Default.ReportedMessage) + "\n"));
        lock (_appending)
        {
            // A line feed first: what a killed process left half written ends there.
            File.AppendAllText(PathOf(reportedAs, recordName) + MessagesEnd, "\n" + lines, Utf8);
        }
    }

    /// <summary>All steps so far, each with where its reports go.</summary>
    public IReadOnlyList<(ReportedStep Step, ReportOutputs Outputs)> Read()
    {
        using var places = new PlaceReader(_files, FileSystem.Room);
        return Directory.GetFiles(_folder, "*" + EntryEnd)
            .Select(path => (Key: path.Substring(0, path.Length - EntryEnd.Length), Entry: Parse(File.ReadAllText(path), JournalJson.Default.JournalEntry)!))
            .Where(step => step.Entry is not null)
            .OrderBy(step => step.Entry.Project, StringComparer.Ordinal).ThenBy(step => step.Entry.TargetFramework, StringComparer.Ordinal).ThenBy(step => step.Entry.Order)
            .Select(step => (Step(step.Key, step.Entry, places), step.Entry.Outputs))
            .ToList();
    }

    /// <summary>Runs the action while no other process of the build runs one.</summary>
    public void Exclusively(Action action)
    {
        using var held = Hold();
        action();
    }

    /// <summary>The build is over, in this process; the first that says so writes its reports, the last removes the folder.</summary>
    public void Dispose()
    {
        try
        {
            Exclusively(End);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Nobody listens any more; the folder goes with the next build's leftovers.
        }
    }

    private void End()
    {
        if (!File.Exists(Path.Combine(_folder, Written)))
        {
            File.WriteAllText(Path.Combine(_folder, Written), "");
            ReportFiles.Write(Read());
        }
        File.Delete(_mark);
        if (!Directory.GetFiles(_folder, ProcessStart + "*").Any(IsRunning))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private bool IsRunning(string mark) =>
        int.TryParse(Path.GetFileName(mark).Substring(ProcessStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && _files.ProcessExists(process);

    private FileStream Hold() => ExclusiveFile.Open(Path.Combine(_folder, "lock"), TimeSpan.FromSeconds(30));

    private static ReportedStep Step(string key, JournalEntry entry, PlaceReader places)
    {
        var verdict = File.Exists(key + VerdictEnd) ? Parse(File.ReadAllText(key + VerdictEnd), JournalJson.Default.JournalVerdict) : null;
        var record = verdict switch
        {
            null => [],
            { HasRecord: true } when ReadRecord(entry.RecordPath) is { Count: > 0 } found => found,
            _ => new JsonObject { ["step"] = entry.Name, ["tool"] = verdict.Tool, ["toolVersion"] = verdict.ToolVersion, ["cache"] = verdict.Cache, ["target"] = verdict.Target },
        };
        record.Remove("outcome");
        if (ReadRecord(key + OutcomeEnd) is { Count: > 0 } outcome)
        {
            record["outcome"] = outcome;
        }
        var messages = File.Exists(key + MessagesEnd)
            ? File.ReadLines(key + MessagesEnd).Select(line => Parse(line, JournalJson.Default.ReportedMessage)).OfType<ReportedMessage>().Select(message => AsShown(message, entry)).ToList()
            : [];
        return new ReportedStep(entry.Project, entry.TargetFramework, entry.Name, record, messages)
        {
            State = File.Exists(key + FinishedEnd) ? StepState.Finished : StepState.Unfinished,
            Places = places.Of(record),
        };
    }

    // MSBuild lowers a warning when it is logged; nobody tells the task.
    private static ReportedMessage AsShown(ReportedMessage message, JournalEntry entry) =>
        message.Severity == Severity.Warning && entry.Silenced.Contains(message.Code, StringComparer.OrdinalIgnoreCase) ? message with { Severity = Severity.Message } : message;

    // Null for what a process that was killed left half written.
    private static T? Parse<T>(string text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject ReadRecord(string path)
    {
        try
        {
            return StepRecord.Parse(File.Exists(path) ? File.ReadAllText(path) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string PathOf(string reportedAs, string recordName) => Path.Combine(_folder, TextDigest.Of(ReportText.Clean(reportedAs + "\n" + recordName)));

    // Half a pair of UTF-16 has no form in JSON's UTF-8.
    private static ReportedMessage WellFormed(ReportedMessage message) => message with
    {
        Text = ReportText.Clean(message.Text),
        Rendered = message.Rendered is { } rendered ? ReportText.Clean(rendered) : null,
        Code = ReportText.Clean(message.Code),
        Source = ReportText.Clean(message.Source),
        Place = WellFormed(message.Place),
        Related = message.Related.Select(related => new RelatedPlace(ReportText.Clean(related.Text), WellFormed(related.Place))).ToList(),
    };

    private static MessagePlace WellFormed(MessagePlace place) => place with { File = ReportText.Clean(place.File) };

    private static void Make(string folder)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(folder);
    }

    private static bool IsOwn(IFileSystem files, string folder) =>
        files.Stat(folder, followLink: false, out var status).Succeeded && status.Kind == FileKind.Directory && status.Owner == files.EffectiveUser && (status.Mode & OthersMode) == 0;

    // Of builds that were killed.
    private static void RemoveLeftovers(IFileSystem files, string temporary)
    {
        foreach (var folder in Directory.GetDirectories(temporary, Prefix + "*").Where(folder => DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Leftover && IsOwn(files, folder)))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another build removes it too.
            }
        }
    }
}
