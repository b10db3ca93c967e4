using System.Text.Json;
using System.Text.Json.Serialization;
using CacheTasks.Platform;

namespace CacheTasks.CompilerCaches;

/// <summary>What the tasks after a step, and the watch beside it, know of its compiler cache: a file in the step's folder.</summary>
/// <param name="Executable">sccache, absolute.</param>
/// <param name="BackEnd">For messages.</param>
/// <param name="Before">What the daemon had counted before the step, as it printed it.</param>
/// <param name="Variables">What is set for the daemon; null: taken out. No credentials.</param>
internal sealed record Session(string Executable, string BackEnd, string Before, IReadOnlyDictionary<string, string?> Variables)
{
    public const string FileName = "session.json";

    /// <summary>The back end takes nothing new, which has been said or is meant so.</summary>
    public bool SaidNoWrites { get; init; }

    /// <summary>From where the daemon's log is about this step, in bytes.</summary>
    public long LogStart { get; init; }

    /// <summary>The variable of the environment that says that the back end is meant to be read only.</summary>
    public string ModeVariable { get; init; } = "";

    public static string SocketIn(string folder) => Path.Combine(folder, "s");

    public static string NotesIn(string folder) => Path.Combine(folder, "notes");

    /// <summary>From when it is there, the wrapper asks sccache no more; its text says why.</summary>
    public static string OffIn(string folder) => Path.Combine(folder, "off");

    public static string FailureIn(string folder) => Path.Combine(folder, "failure");

    public Daemon DaemonIn(string folder, IProcesses processes) => new(Executable, folder, Variables, processes);

    /// <summary>What happened since <see cref="Before"/>.</summary>
    public Result Finish(string folder, IProcesses processes, CancellationToken cancellation)
    {
        var off = ReadText(OffIn(folder));
        var counted = off is null ? DaemonIn(folder, processes).CountAsync(cancellation).GetAwaiter().GetResult() : null;
        var since = counted is not null && Statistics.Parse(Before) is { } before ? counted.Since(before) : null;
        return new Result(this, since, Notes.Read(NotesIn(folder)), off, ReadText(FailureIn(folder)) ?? "")
        {
            NotStoredWhy = DaemonLog.Read(folder, LogStart).FindNotWritten(),
        };
    }

    public void Write(string folder) => WholeFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, SessionJson.Default.Session));

    private static string? ReadText(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Null where there is none that can be read.</returns>
    public static Session? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, FileName)), SessionJson.Default.Session);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJson : JsonSerializerContext;
