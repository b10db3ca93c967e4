using CacheTasks.Placement.CargoLayer;
using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Seeding;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.CargoLayer;

/// <summary>A CARGO_HOME that cargo has filled from a registry which is gone, and a crate that needs what is in it.</summary>
internal sealed class HotRegistry
{
    private readonly Rust _rust;
    private readonly Lab _lab;

    public HotRegistry(Lab lab)
    {
        _lab = lab;
        _rust = new Rust(lab);
        Project = Rust.Crate(lab.MakeFolder("project"), "unused");
        File.AppendAllText(Path.Combine(Project, "Cargo.toml"), "[dependencies]\nalpha = \"1\"\n");
        File.WriteAllText(Path.Combine(Project, "src", "main.rs"), "fn main() { println!(\"{}\", alpha::text()); }\n");
        using var registry = new CrateRegistry();
        registry.Add("alpha", "1.0.0");
        registry.Add("alpha", "1.2.3", "gamma-2d", "beta");
        registry.Add("beta", "1.0.0");
        registry.Add("gamma-2d", "1.1.0");
        File.WriteAllText(Path.Combine(Project, "src", "main.rs"), "fn main() { println!(\"{}\", alpha::text()); }\n");
        registry.Configure(Home);
        Cargo("hot", "fetch").With("CARGO_NET_OFFLINE", "false").Run().OrFail();
    }

    public string Project { get; }

    public string LockFile => Path.Combine(Project, "Cargo.lock");

    /// <summary>The layer.</summary>
    public string Home => Path.Combine(_lab.Root, "hot", "cargo");

    public static string Archives(string home) => Directory.EnumerateDirectories(Path.Combine(home, "registry", "cache")).Single();

    public static string Entry(string home, string crate) => Directory.EnumerateFiles(Path.Combine(home, "registry", "index"), crate, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Single();

    /// <summary>An empty CARGO_HOME with the same configuration.</summary>
    public string NewHome(string user)
    {
        var home = _lab.MakeFolder(user, "cargo");
        File.Copy(Path.Combine(Home, "config.toml"), Path.Combine(home, "config.toml"));
        return home;
    }

    public Command Cargo(string user, params IReadOnlyList<string> arguments) => _rust.Cargo(Project, _lab.MakeFolder(user, "target"), Path.Combine(_lab.Root, user), "022", arguments);

    public CargoSeedingResult Seed(string home, params IReadOnlyList<string> layers) =>
        new CargoSeeding(CopyTools.Current!, CancellationToken.None).Run(CargoLock.Read(File.ReadAllText(LockFile)), home, layers.Count > 0 ? layers : [Home], verify: false);

    public static string Show(CargoSeedingResult result) =>
        string.Join('\n', [$"{result.Taken.Sum(taken => taken.Crates)} taken, {result.Present} there", .. result.Findings.Select(finding => $"{finding.EffectiveSeverity} {finding.Rule} {finding.Text}")]);
}
