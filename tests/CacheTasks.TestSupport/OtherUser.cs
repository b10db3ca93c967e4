namespace CacheTasks.TestSupport;

/// <summary>
/// Somebody with an ID and perhaps a login, for real: commands run under that ID in a mount namespace of their own, where /etc/passwd
/// has the login and /etc/group a group of that name, and where the Rust toolchain, which may lie in a home that others cannot enter, can be read. The machine is not changed.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OtherUser
{
    private const string Enter = """
        mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/group && mount --bind "$3" "$4" && cd "$5" && user=$6 && shift 6 &&
        exec setpriv --reuid="$user" --regid="$user" --clear-groups -- "$@"
        """;

    private static readonly Lazy<string> s_sysroot = new(() => new Command("rustc", "--print", "sysroot").Run().OrFail().StandardOutput.TrimEnd('\n'));

    private readonly string _passwords;
    private readonly string _groups;
    private readonly string _toolchain;

    /// <param name="folder">For the files of this user; it stays as long as commands run.</param>
    /// <param name="login">Empty: an ID that no entry knows, as in many containers.</param>
    /// <exception cref="UnavailableException">Only the superuser can become somebody else.</exception>
    public OtherUser(string folder, uint id, string login)
    {
        if (Environment.UserName != "root")
            throw new UnavailableException("only root can run a command as another user");
        Id = id;
        Login = login;
        Home = Open(Path.Combine(folder, $"home{id}"));
        new Command("chown", $"{id}:{id}", Home).Run().OrFail();
        _toolchain = Open(Path.Combine(folder, "toolchain"));
        _passwords = CopyWith(folder, "passwd", $"{login}:x:{id}:{id}::{Home}:/bin/sh");
        _groups = CopyWith(folder, "group", $"{login}:x:{id}:");
    }

    public uint Id { get; }

    public string Login { get; }

    public string Home { get; }

    /// <summary>cargo and rustc themselves, without the proxies of rustup.</summary>
    public string ToolFolder => Path.Combine(_toolchain, "bin");

    /// <summary>The same command, run by this user.</summary>
    public Command Run(Command command, string folder)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Behind("unshare", "--mount", "--propagation", "private", "sh", "-c", Enter, "sh", _passwords, _groups, s_sysroot.Value, _toolchain, folder, $"{Id}");
    }

    /// <summary>The environment of a login of this user.</summary>
    /// <param name="path">Folders in front of the usual ones.</param>
    public Dictionary<string, string> NewEnvironment(params IReadOnlyList<string> path)
    {
        var environment = CleanEnvironment.Create(Home);
        environment["PATH"] = string.Join(':', [.. path, ToolFolder, "/usr/local/bin", "/usr/bin", "/bin"]);
        environment["CARGO_NET_OFFLINE"] = "true";
        foreach (var name in new[] { "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "USER", "LOGNAME", "OLDPWD", "PWD" })
            environment.Remove(name);
        return environment;
    }

    private string CopyWith(string folder, string name, string line)
    {
        var path = Path.Combine(folder, $"{name}{Id}");
        var others = File.ReadLines("/etc/" + name).Where(other => other.Split(':') is var part && part[0] != Login && part[2] != $"{Id}");
        File.WriteAllLines(path, Login.Length > 0 ? [.. others, line] : others);
        Allow(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return path;
    }

    private static string Open(string folder)
    {
        Directory.CreateDirectory(folder);
        Allow(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    private static void Allow(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);
}
