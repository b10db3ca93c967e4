using CacheTasks.Steps;
using CacheTasks.Targets.Shells;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Shells;

/// <summary>
/// A machine with a shared root and the profile for it. Its cargo prints the target that it was given, and passes questions on to the
/// real one.
/// </summary>
internal sealed class ShellSite : IDisposable
{
    private const string Cargo = """
        #!/bin/sh
        case " $* " in
        *" locate-project "* | *" metadata "*) exec "$REAL_CARGO" "$@" ;;
        esac
        printf '%s\0' "${CARGO_TARGET_DIR-}"
        """;

    private readonly TemporaryDirectory _folder = new("shells");

    public ShellSite()
    {
        Open(_folder.Location);
        Tools = MakeFolder("tools");
        Write(Path.Combine(Tools, "cargo"), Cargo);
        Root = MakeFolder("shared");
        File.SetUnixFileMode(Root, (UnixFileMode)0x3FF);
    }

    public string Root { get; private set; }

    public string Tools { get; }

    public string Location => _folder.Location;

    public string MakeFolder(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Location, name)).FullName;
        Open(folder);
        return folder;
    }

    /// <summary>Another, empty root, as for /tmp.</summary>
    public string NewRoot(string name, UnixFileMode mode = (UnixFileMode)0x3FF)
    {
        Root = MakeFolder(name);
        File.SetUnixFileMode(Root, mode);
        return Root;
    }

    public OtherUser User(uint id, string login) => new(Location, id, login);

    /// <returns>The folder of the profile.</returns>
    public string WriteProfile(string layout = "checkout", string excluded = "", string? root = null)
    {
        var request = new ProfileRequest(root ?? Root, layout, excluded);
        var folder = MakeFolder($"profile-{Guid.NewGuid():N}");
        request.Write(request.Read(ToolProfiles.Shipped, path => path)!, folder);
        Assert.IsEmpty(request.Findings);
        return folder;
    }

    public Dictionary<string, string> NewEnvironment(OtherUser user)
    {
        var environment = user.NewEnvironment(Tools);
        environment["REAL_CARGO"] = Path.Combine(user.ToolFolder, "cargo");
        return environment;
    }

    /// <summary>Runs a text in the shell, as the user.</summary>
    public CommandResult Run(Shell shell, OtherUser user, string text, Dictionary<string, string>? environment = null) =>
        user.Run(shell.Script(text, environment ?? NewEnvironment(user)), Location).Run();

    /// <summary>The target of each call of cargo in the text; empty where none was set.</summary>
    public IReadOnlyList<string> Targets(Shell shell, OtherUser user, string text, Dictionary<string, string>? environment = null)
    {
        var ended = Run(shell, user, text, environment).OrFail();
        Assert.AreEqual("", ended.StandardError, "it is not silent");
        return ended.StandardOutput.Split('\0')[..^1];
    }

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
    }

    public void Dispose() => _folder.Dispose();

    private static void Open(string folder) => File.SetUnixFileMode(folder, (UnixFileMode)0x1ED);
}
