using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>A target that the real uv installs a small package into, in one of the ways in which it can.</summary>
internal sealed class UvInstallation : IDisposable
{
    private readonly TemporaryDirectory _folder = new("uv");
    private readonly Uv _uv;
    private readonly PythonProject _project;
    private readonly string _way;
    private readonly Dictionary<string, string> _environment;

    /// <param name="way"><c>sync</c>, <c>pip</c> (into an environment), <c>target</c> (into a folder) or <c>tool</c>.</param>
    public UvInstallation(string way, string version = "0.13.8")
    {
        _way = way;
        _uv = Find(version);
        _project = PythonProject.Create(_folder["project"], _folder["wheels"], Wheel.Mixed("demo"));
        new Wheel("beside").Module("__init__", 4_000).WriteTo(_folder["wheels"]);
        _environment = _project.Environment(_folder["home"], _folder["cache"]);
        _environment["UV_LINK_MODE"] = "hardlink";
        _environment["UV_TOOL_DIR"] = _folder["tools"];
        _environment["UV_TOOL_BIN_DIR"] = _folder["bin"];
        _environment["PATH"] = Path.GetDirectoryName(_uv.Path) + ":" + _environment["PATH"];
        if (way == "pip")
        {
            Run($"uv venv --quiet {Target}").OrFail();
        }
    }

    public string Target => _way switch { "tool" => _folder["tools"], "target" => _folder["packages"], _ => _project.VirtualEnvironment };

    /// <summary>The filesystem's clock, as a step that is prepared now has it.</summary>
    public long Now
    {
        get
        {
            File.WriteAllText(_folder["now"], "");
            FileSystem.Current!.Stat(_folder["now"], followLink: false, out var status);
            return status.Modified;
        }
    }

    public CommandResult Install() => Run(_way switch
    {
        "sync" => "uv sync --quiet",
        "pip" => $"uv pip install --quiet --python {Target} demo==1.0",
        "target" => $"uv pip install --quiet --target {Target} demo==1.0",
        _ => "uv tool install --quiet demo",
    });

    /// <summary>As a user would, in the step's folder.</summary>
    public CommandResult Run(string command) => Shell(command);

    public CommandResult Shell(string command) => new Command("sh", "-c", command) { WorkingDirectory = _project.Folder, Environment = _environment }.Run();

    public void RemoveTarget()
    {
        if (_way == "pip")
        {
            Run($"uv venv --quiet --clear {Target}").OrFail();
        }
        else if (Directory.Exists(Target))
        {
            Directory.Delete(Target, recursive: true);
            // uv does not replace commands that it does not know to be the tool's.
            Directory.CreateDirectory(_folder["bin"]);
            Directory.Delete(_folder["bin"], recursive: true);
        }
    }

    public string Installed(string path) => Path.Combine(Directory.EnumerateDirectories(Target, "demo-1.0.dist-info", SearchOption.AllDirectories).Select(Path.GetDirectoryName).First()!, path);

    /// <summary>
    /// Lets an installation into a new target fail at a file of which no link can be made, so late that uv takes what is there for the package: which one
    /// that is depends on the order of the filesystem.
    /// </summary>
    /// <returns>The file, relative to site-packages; empty when uv leaves nothing whatever file it is.</returns>
    public string InstallHalf()
    {
        var archive = Directory.EnumerateDirectories(Path.Combine(_folder["cache"], "archive-v0")).Single(folder => Directory.Exists(Path.Combine(folder, "demo")));
        foreach (var file in Directory.EnumerateFiles(archive, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(archive, file)).Where(IsLinked))
        {
            RemoveTarget();
            using (new Flag(Path.Combine(archive, file)))
            {
                if (!Install().Succeeded && Directory.Exists(Target) && Directory.EnumerateFiles(Target, "METADATA", SearchOption.AllDirectories).Any(found => found.Contains("demo-1.0", StringComparison.Ordinal)))
                {
                    return file;
                }
            }
        }
        return "";
    }

    private static bool IsLinked(string file) => file.StartsWith("demo/", StringComparison.Ordinal) || file.EndsWith("WHEEL", StringComparison.Ordinal);

    /// <param name="since">Nothing is new by default: another run found all installed.</param>
    public OutcomeCheck Check(long since = long.MaxValue, string? marker = null)
    {
        var step = new MadeStep(
            ("Tool", "uv"), ("CacheDirectory", _folder["cache"]), ("TargetDirectory", Target), ("Planned", "hardlink"), ("Modes", MadeVerdict.Hardlinks.Encode()), ("PreparedAt", $"{since}")).Step;
        return OutcomeCheck.Of(FileSystem.Current!, step, MadeProfile.Shipped(_way switch { "sync" => "uv", "tool" => "uv-tool", _ => "uv-pip" }), hasRun: true, marker);
    }

    public void Dispose() => _folder.Dispose();

    private static Uv Find(string version)
    {
        try
        {
            return Uv.Find(version);
        }
        catch (UnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
            throw;
        }
    }

    private sealed class Flag : IDisposable
    {
        private readonly string _file;

        public Flag(string file)
        {
            _file = file;
            if (!new Command("chattr", "+i", file).Run().Succeeded)
            {
                Assert.Inconclusive("no file can be made immutable here: that needs root, and a filesystem which has the flag");
            }
        }

        public void Dispose() => new Command("chattr", "-i", _file).Run().OrFail();
    }
}
