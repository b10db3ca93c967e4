namespace CacheTasks.TestSupport;

/// <summary>
/// Real filesystems for one test: sparse images, mounted below a temporary folder. Disposing undoes everything in
/// reverse order and fails when a mount or a loop device is left.
/// </summary>
public sealed class Lab : IDisposable
{
    private readonly Stack<(string What, Action Undo)> _undo = new();
    private readonly List<Action> _whenSealed = [];

    /// <exception cref="UnavailableException">This machine lacks what labs need; the reason says what.</exception>
    public Lab()
    {
        RequireRoot();
        StaleLabs.Remove();
        Root = Directory.CreateTempSubdirectory($"{StaleLabs.Prefix}{Environment.ProcessId}-").FullName;
        Undoing("folder " + Root, () => Directory.Delete(Root, recursive: true));
        Home = MakeFolder("home");
        try
        {
            // A private mount of its own keeps every later mount from propagating to other namespaces, and theirs to us.
            Mount(Root, "--bind", Root, Root);
            System("mount", "--make-rprivate", Root);
            // Other users take part in some tests.
            System("chmod", "755", Root);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Root { get; }

    /// <summary>HOME of the processes in this lab; on none of its filesystems.</summary>
    public string Home { get; }

    /// <summary>The tool's cache directory; the fixture says where, the tool makes it.</summary>
    public string Cache { get; set; } = "";

    /// <summary>The folder that projects go into.</summary>
    public string TargetParent { get; set; } = "";

    /// <summary>The user that the tool runs as; 0: this process's.</summary>
    public int User { get; set; }

    public string MakeFolder(params ReadOnlySpan<string> parts) =>
        Directory.CreateDirectory(Path.Combine([Root, .. parts])).FullName;

    /// <summary>Mounts a new image of this type and gives its mount point.</summary>
    public string Image(string name, string type, params IEnumerable<string> mkfsOptions)
    {
        var image = Path.Combine(Root, name + ".img");
        using (var sparse = File.Create(image))
            sparse.SetLength(512L << 20); // mkfs.xfs refuses less than 300 MB
        System("mkfs." + type, [.. mkfsOptions, image]);
        // Its loop device keeps the image open, and so the lab's folder busy, until the kernel has let go of it.
        Undoing("image " + image, () => MountedBelow.WaitForLoopDevices(image));
        var point = MakeFolder(name);
        Mount(point, "-o", "loop,noatime", "-t", type, image, point);
        return point;
    }

    public string Tmpfs(string name, string options)
    {
        var point = MakeFolder(name);
        Mount(point, "-t", "tmpfs", "-o", options, "tmpfs", point);
        return point;
    }

    /// <summary>Shows a folder at a second mount point.</summary>
    public string Bind(string folder, string name)
    {
        var point = MakeFolder(name);
        Mount(point, "--bind", folder, point);
        return point;
    }

    /// <summary>Puts off what makes the lab unfit for its own preparation, such as a read-only remount.</summary>
    public void WhenSealed(Action action) => _whenSealed.Add(action);

    /// <summary>The cache is warm and the projects are there: from here on the fixture is as its name says.</summary>
    public void Seal() => _whenSealed.ForEach(action => action());

    /// <summary>The command as <see cref="User"/> would run it, with none of root's rights when that is somebody else.</summary>
    public Command AsUser(Command command) => User == 0 ? command : command.Behind(
        FindExecutable("setpriv"), $"--reuid={User}", $"--regid={User}", "--clear-groups", "--");

    /// <summary>Runs a command of the system that makes up the fixture.</summary>
    public static void System(string executable, params IReadOnlyList<string> arguments)
    {
        var run = new Command(FindExecutable(executable), arguments).Run();
        if (!run.Succeeded)
            throw new UnavailableException($"'{run.Line}' fails: {run.StandardError.Trim().ReplaceLineEndings(" ")}");
    }

    public void Undoing(string what, Action undo) => _undo.Push((what, undo));

    public void Dispose()
    {
        var failures = new List<string>();
        while (_undo.TryPop(out var step))
        {
            try
            {
                step.Undo();
            }
            catch (Exception exception) when (exception is UnavailableException or IOException or UnauthorizedAccessException)
            {
                failures.Add($"{step.What}: {exception.Message}");
            }
        }

        failures.AddRange(MountedBelow.Leaks(Root));
        if (failures.Count > 0)
            throw new InvalidOperationException("The lab is not undone:\n" + string.Join('\n', failures));
    }

    private void Mount(string point, params IReadOnlyList<string> arguments)
    {
        System("mount", arguments);
        Undoing("mount " + point, () => Unmount(point));
    }

    // Busy without a file of ours: the loop device of an image on this mount lives on in the other namespace.
    private void Unmount(string point) =>
        System("umount", point == Root && MountedBelow.IsCopiedElsewhere(Root) ? ["--lazy", point] : [point]);

    private static void RequireRoot()
    {
        if (!OperatingSystem.IsLinux())
            throw new UnavailableException("the labs mount Linux filesystems");
        if (!Environment.IsPrivilegedProcess)
            throw new UnavailableException("mounting needs root");
    }

    // The folders of the administrator's commands are not in everybody's PATH.
    private static string FindExecutable(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new UnavailableException($"'{name}' is not installed");
}
