using System.Globalization;

namespace CacheTasks.Platform.Linux;

/// <summary>Reads all of /proc/PID/stat: the system keeps no list of a process's descendants that every kernel shows.</summary>
internal sealed class LinuxProcessTrees : IProcessTrees
{
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;

    public IReadOnlyList<TreeMember> Find(int root)
    {
        var rows = Directory.EnumerateDirectories("/proc").Select(folder => Read(Path.GetFileName(folder))).OfType<Row>().ToList();
        var children = rows.ToLookup(row => row.Parent);
        var found = rows.Where(row => row.Member.Id == root).ToList();
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(children[found[next].Member.Id]);
        }
        return found.Select(row => row.Member).ToList();
    }

    public bool IsRunning(in TreeMember member) => Read(member.Id.ToString(CultureInfo.InvariantCulture)) is { } row && row.Member == member;

    public void End(in TreeMember member, bool force)
    {
        if (IsRunning(member))
        {
            _ = LibC.kill(member.Id, force ? SIGKILL : SIGTERM);
        }
    }

    // PID (NAME) STATE PARENT … STARTED: a name may hold brackets, so the last one ends it (proc_pid_stat(5)). A zombie has ended.
    private static Row? Read(string processId)
    {
        if (!int.TryParse(processId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }
        var text = ProcFile.Read($"/proc/{processId}/stat");
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            ? new Row(new TreeMember(id, fields[19]), parent)
            : null;
    }

    private sealed record Row(TreeMember Member, int Parent);
}
