using System.Globalization;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A shared root in a lab, and users who allocate below it. They have no entry in the user database, as in many containers.</summary>
internal sealed class SharedRootLab : IDisposable
{
    public const int Victim = 41001;
    public const int Attacker = 41002;

    private readonly string _program;

    /// <param name="place">Makes the filesystem for the root; the lab's own folder without.</param>
    /// <param name="mode">Of the root; null where the filesystem has no modes.</param>
    public SharedRootLab(Func<Lab, string>? place = null, string? mode = "1777")
    {
        Lab = new Lab();
        try
        {
            Root = Path.Combine(place?.Invoke(Lab) ?? Lab.Root, "shared");
            Directory.CreateDirectory(Root);
            if (mode is not null)
                Lab.System("chmod", mode, Root);
            _program = Lab.MakeFolder("program");
            Workspace = Lab.MakeFolder("src", "app");
        }
        catch
        {
            Lab.Dispose();
            throw;
        }
    }

    public Lab Lab { get; }

    public string Root { get; }

    public string Workspace { get; }

    /// <summary>The folder of the victim.</summary>
    public string Folder => Path.Combine(Root, "u" + Victim.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the victim's private directory is called.</summary>
    public string Target => Path.Combine(Folder, "app-" + CacheTasks.Targets.PosixChecksum.Of(Workspace).ToString(CultureInfo.InvariantCulture));

    public void Dispose() => Lab.Dispose();

    /// <summary>Lines that the allocation printed, by the victim.</summary>
    public string[] Allocate(params string[] settings) => AllocateBelow(Root, settings);

    public string[] AllocateBelow(string root, params string[] settings) =>
        Command("allocate", [root, Workspace, "MinimumRoom=0", .. settings]).Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Command Command(string verb, params string[] arguments) => As(Victim, Program(verb, arguments));

    /// <summary>The same, by nobody yet.</summary>
    public Command Program(string verb, params string[] arguments) => ProbeProcess.Allocate(_program, verb, arguments);

    /// <summary>A command of the system, by this user.</summary>
    public static string Run(int user, string executable, params string[] arguments) => As(user, new Command(executable, arguments)).Run().OrFail().StandardOutput;

    public static Command As(int user, Command command) =>
        command.Behind("setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--");
}
