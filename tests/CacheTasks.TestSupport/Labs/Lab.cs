namespace CacheTasks.TestSupport;

/// <summary>
/// Real filesystems for one test: sparse images, mounted below a temporary folder. Disposing undoes everything in
/// reverse order and fails when a mount or a loop device is left.
/// </summary>
public sealed class Lab : IDisposable
{
    private readonly Stack<(string What, Action Undo)> _undo = new();
    private readonly List<Action> _whenSealed = [];
    private readonly List<Action> _whenLookedAt = [];
    private readonly List<(Action Release, Action Restore)> _betweenRuns = [];
    private readonly Dictionary<string, string[]> _backings = [];
    private Func<Command, Command> _enter = command => command;

    // Images lie in memory: a journal's barriers wait for a disk, which is most of what a test of many small changes does.
    private string? _images;

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

    /// <summary>The cache is one that the tool cannot fill, or that it only fills here: no run begins with a warm one.</summary>
    public bool IsCold { get; set; }

    /// <summary>The tool runs as somebody else, or in a sandbox: what this process can do says nothing about it.</summary>
    public bool IsElsewhere { get; private set; }

    public string MakeFolder(params ReadOnlySpan<string> parts) =>
        Directory.CreateDirectory(Path.Combine([Root, .. parts])).FullName;

    /// <summary>Mounts a new image of this type and gives its mount point.</summary>
    public string Image(string name, string type, params IEnumerable<string> mkfsOptions)
    {
        var image = ImageFile(name, type, mkfsOptions);
        var point = MakeFolder(name);
        Mount(point, "-o", "loop,noatime", "-t", type, image, point);
        return point;
    }

    /// <summary>Makes a new image of this type, for a mount command of its own.</summary>
    public string ImageFile(string name, string type, params IEnumerable<string> mkfsOptions)
    {
        // A name with a folder says where the image itself is to lie.
        var image = Path.Combine(name.Contains('/', StringComparison.Ordinal) ? Root : _images ??= Tmpfs("images", "size=100%"), name + ".img");
        using (var sparse = File.Create(image))
            sparse.SetLength(512L << 20); // mkfs.xfs refuses less than 300 MB
        System("mkfs." + type, [.. mkfsOptions, image]);
        // Its loop device keeps the image open, and so the lab's folder busy, until the kernel has let go of it.
        Undoing("image " + image, () => MountedBelow.WaitForLoopDevices(image));
        return image;
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

    /// <summary>Mounts by a command of its own, such as that of a FUSE filesystem, which ends when it is unmounted.</summary>
    /// <param name="point">Where the command mounts.</param>
    /// <param name="executable">Returns when the filesystem answers.</param>
    public string MountBy(string point, string executable, params IReadOnlyList<string> arguments)
    {
        System(executable, arguments);
        Undoing("mount " + point, () => Unmount(point));
        _backings.TryAdd(point, []);
        return point;
    }

    /// <summary>Says where files seen below a mount point really lie: a FUSE filesystem numbers inodes as it likes.</summary>
    public string Behind(string point, params string[] folders)
    {
        _backings[point] = folders;
        return point;
    }

    /// <summary>The same file, or the place for it, where the kernel's own numbers can be read.</summary>
    public string Backing(string path)
    {
        var (point, folders) = _backings.Where(backing => path.StartsWith(backing.Key + "/", StringComparison.Ordinal))
            .OrderByDescending(backing => backing.Key.Length).FirstOrDefault();
        var candidates = (folders ?? []).Select(folder => folder + path[point.Length..]).ToList();
        return candidates.Count == 0 ? path : Backing(candidates.FirstOrDefault(Path.Exists) ?? candidates[0]);
    }

    /// <summary>Puts off what makes the lab unfit for its own preparation, such as a read-only remount.</summary>
    public void WhenSealed(Action action) => _whenSealed.Add(action);

    /// <summary>The cache is warm and the projects are there: from here on the fixture is as its name says.</summary>
    public void Seal() => _whenSealed.ForEach(action => action());

    /// <summary>What looking at the lab changes in it, such as entering what is mounted on demand, and how to undo that.</summary>
    public void WhenLookedAt(Action undo) => _whenLookedAt.Add(undo);

    /// <summary>Somebody has looked.</summary>
    public void LookAway() => _whenLookedAt.ForEach(undo => undo());

    /// <summary>What a run of the tool uses up, or what keeps its environment from being deleted.</summary>
    /// <param name="release">Before the environment of the last run is deleted.</param>
    /// <param name="restore">Once it is.</param>
    public void BetweenRuns(Action release, Action restore) => _betweenRuns.Add((release, restore));

    /// <summary>Makes the lab as it was when it was sealed.</summary>
    /// <param name="delete">Deletes what the last run made.</param>
    public void Reset(Action delete)
    {
        _betweenRuns.ForEach(step => step.Release());
        delete();
        _betweenRuns.ForEach(step => step.Restore());
    }

    /// <summary>Deletes a folder, or what is in it when it is a mount point.</summary>
    public static void Delete(string folder)
    {
        if (MountedBelow.Points(folder).Contains(folder))
            System("find", folder, "-mindepth", "1", "-delete");
        else if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Has the tool and the probe run behind another command, which takes theirs as its last arguments.</summary>
    public void EnterBy(string starter, params IReadOnlyList<string> arguments)
    {
        var outer = _enter;
        _enter = command => outer(command.Behind(FindExecutable(starter), arguments));
        IsElsewhere = true;
        var tried = Inside(new Command(FindExecutable("true"))).Run();
        if (!tried.Succeeded)
            throw new UnavailableException($"'{tried.Line}' fails: {tried.StandardError.Trim()}");
    }

    /// <summary>Has them run as this user, with none of root's rights.</summary>
    public void EnterAs(int user, params IReadOnlyList<int> groups) => EnterBy(
        "setpriv", $"--reuid={user}", $"--regid={user}", groups.Count == 0 ? "--clear-groups" : "--groups=" + string.Join(',', groups), "--");

    /// <summary>The command as the tool's are run in this lab.</summary>
    public Command Inside(Command command) => _enter(command);

    /// <summary>Builds a program from the C source of this name beside the fixtures, for any user to run.</summary>
    public string Compile(string source)
    {
        var program = Path.Combine(MakeFolder("programs"), Path.GetFileNameWithoutExtension(source));
        if (!File.Exists(program))
            System("gcc", "-O1", "-Wall", "-o", program, Path.Combine(Repository.Root, "tests", "CacheTasks.TestSupport", "Labs", "Native", source));
        return program;
    }

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

    public void Mount(string point, params IReadOnlyList<string> arguments) => MountBy(point, "mount", arguments);

    // A FUSE daemon that was unmounted a moment ago still holds the folders behind it while it ends. A mount below, which nobody undoes, stays.
    private void Unmount(string point)
    {
        // Busy without a file of ours: the loop device of an image on this mount lives on in the other namespace.
        if ((point == Root || point == _images) && MountedBelow.IsCopiedElsewhere(Root))
            System("umount", "--lazy", point);
        else if (!SpinWait.SpinUntil(() => new Command(FindExecutable("umount"), point).Run().Succeeded || Pause(), MountedBelow.Points(point).Count > 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(10)))
            System("umount", point);
    }

    private static bool Pause()
    {
        Thread.Sleep(50);
        return false;
    }

    private static void RequireRoot()
    {
        if (!OperatingSystem.IsLinux())
            throw new UnavailableException("the labs mount Linux filesystems");
        if (!Environment.IsPrivilegedProcess)
            throw new UnavailableException("mounting needs root");
    }

    // The folders of the administrator's commands are not in everybody's PATH.
    private static string FindExecutable(string name) => name[0] == '/' ? name :
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new UnavailableException($"'{name}' is not installed");
}
