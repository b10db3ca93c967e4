using System.Globalization;

namespace CacheTasks.Platform.Linux;

/// <summary>Reads <see cref="ProcessFacts"/> from /proc/PID, whose files may vanish between two reads.</summary>
internal sealed class LinuxProcesses : IProcesses
{
    private const int LongestCommandLine = 200;

    private static readonly Lazy<DateTime?> BootTime = new(ReadBootTime);

    public int Current => Environment.ProcessId;

    public ProcessFacts? Find(int processId)
    {
        var stat = ReadStat(processId);
        return stat.Fields.Length == 0 ? null
            : new ProcessFacts(processId, ParentIn(stat.Fields), UserOf(processId), CommandLineOf(processId) is { Length: > 0 } line ? line : $"[{Printable(stat.Name)}]", StartedIn(stat.Fields));
    }

    public int? FindListener(string socket) => LinuxListeners.FindProcess(socket);

    public uint? FindListeningUser(int port) =>
        LinuxListeners.FindUser(ProcFile.Read("/proc/net/tcp"), port) ?? LinuxListeners.FindUser(ProcFile.Read("/proc/net/tcp6"), port);

    public void Kill(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }

    public int ParentOf(int processId) => ParentIn(ReadStat(processId).Fields);

    public bool? HasOpen(int processId, in FileStatus file)
    {
        try
        {
            foreach (var descriptor in Directory.EnumerateFiles(Folder(processId) + "/fd"))
            {
                if (FileSystem.Current!.Stat(descriptor, followLink: true, out var open).Succeeded && open.IsSameFile(file))
                {
                    return true;
                }
            }
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public IReadOnlyList<IReadOnlyList<int>> FindUsers(IReadOnlyList<string> directories)
    {
        var found = directories.Select(_ => new List<int>()).ToList();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process != Current)
            {
                var open = LinksOf(folder).ToList();
                for (var number = 0; number < directories.Count; number++)
                {
                    if (open.Exists(path => IsAtOrBelow(path, directories[number])))
                    {
                        found[number].Add(process);
                    }
                }
            }
        }
        return found;
    }

    // Links of proc_pid_fd(5), …_cwd(5) and …_exe(5): a path, or something in brackets or with a colon that is none.
    private static List<string> LinksOf(string folder)
    {
        var paths = new List<string>();
        try
        {
            paths.AddRange(new[] { folder + "/cwd", folder + "/exe" }.Concat(Directory.EnumerateFiles(folder + "/fd")).Select(link => FileSystem.Current!.ReadLink(link)).OfType<string>());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Ended, or another user's.
        }
        return paths;
    }

    private static bool IsAtOrBelow(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal) && (path.Length == directory.Length || path[directory.Length] == '/');

    public string? LoginOf(uint user) => FileSystem.Users!.Login(user) is { Length: > 0 } login ? login : null;

    private static string Folder(int processId) => "/proc/" + processId.ToString(CultureInfo.InvariantCulture);

    // PID (NAME) STATE PARENT …: a name may hold spaces and brackets, so the last bracket ends it (proc_pid_stat(5)).
    private static (string Name, string[] Fields) ReadStat(int processId)
    {
        var text = ProcFile.Read(Folder(processId) + "/stat");
        var (begin, end) = (text.IndexOf('('), text.LastIndexOf(')'));
        return begin < 0 || end < begin ? ("", []) : (text[(begin + 1)..end], text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // Field 3 of the file, the state, is the first here.
    private static int ParentIn(string[] fields) => fields.Length > 1 && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent) ? parent : 0;

    private static DateTime? StartedIn(string[] fields) =>
        fields.Length > 19 && BootTime.Value is { } boot && long.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? boot.AddSeconds(ticks / (double)Math.Max(LibC.sysconf(LibC._SC_CLK_TCK), 1)).ToLocalTime()
            : null;

    private static DateTime? ReadBootTime()
    {
        var line = ProcFile.Read("/proc/stat").Split('\n').FirstOrDefault(line => line.StartsWith("btime ", StringComparison.Ordinal));
        return line is not null && long.TryParse(line["btime ".Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTime.UnixEpoch.AddSeconds(seconds) : null;
    }

    // Uid: real, effective, saved, filesystem.
    private static uint? UserOf(int processId)
    {
        var line = ProcFile.Read(Folder(processId) + "/status").Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        var fields = line?.Split('\t', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return fields.Length > 2 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;
    }

    private static string CommandLineOf(int processId)
    {
        var text = Printable(ProcFile.Read(Folder(processId) + "/cmdline").TrimEnd('\0'));
        return text.Length <= LongestCommandLine ? text : text[..LongestCommandLine] + "…";
    }

    // Arguments are separated by NUL; whoever wrote them must not write lines of this build.
    private static string Printable(string text) => string.Concat(text.Select(character => character == '\0' ? ' ' : char.IsControl(character) ? '?' : character));
}
