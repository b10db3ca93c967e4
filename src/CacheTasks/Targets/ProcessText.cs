using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>Who holds a lock, as far as it can be told: the process may have ended, or be hidden.</summary>
internal sealed class ProcessText(IProcesses processes, IFileSystem files, OwnerNames names)
{
    /// <summary><c>PID 4711 (cargo build --release, user bob (1001), since 12:03:11)</c></summary>
    public string Of(int processId)
    {
        if (processes.Find(processId) is not { } process)
        {
            // flock(2): a lock goes with the last copy of its descriptor, which a child may have.
            var why = files.ProcessExists(processId) ? "of another user, who is not shown here" : "ended, but a process that it started still has the lock";
            return $"PID {Number(processId)} ({why})";
        }
        var user = process.User is { } owner ? $", user {names.Of(owner)}" : "";
        var since = process.Started is { } started ? $", since {Time(started)}" : "";
        return $"PID {Number(processId)} ({PrintedText.Of(process.CommandLine)}{user}{since})";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTime time) =>
        time.ToString(time.Date == DateTime.Now.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
