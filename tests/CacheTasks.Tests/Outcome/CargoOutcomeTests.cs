using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Outcome;

/// <summary>What a run of the real cargo leaves to be seen in its target.</summary>
[TestClass]
public sealed class CargoOutcomeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("cargo");

    public CargoOutcomeTests()
    {
        Rust.Crate(_folder["app"], "one");
        File.AppendAllText(_folder["app", "Cargo.toml"], "[dependencies]\nhelp = { path = \"help\" }\n");
        Directory.CreateDirectory(_folder["app", "help", "src"]);
        File.WriteAllText(_folder["app", "help", "Cargo.toml"], "[package]\nname = \"help\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
        File.WriteAllText(_folder["app", "help", "src", "lib.rs"], "pub fn help() {}\n");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void ChangedCrate_IsCompiledAlone_AndItsFilesAreCarriedOver()
    {
        var start = Now();
        Build();
        Assert.AreEqual("2 units compiled, 0 left as they were", Read(start).ToString());

        start = Now();
        File.AppendAllText(_folder["app", "src", "main.rs"], "pub mod more { pub fn more() -> u32 { 1 } }\n");
        Build();

        Assert.AreEqual("1 unit compiled, 1 left as they were; incremental files hard-linked", Read(start).ToString());
        Assert.AreEqual("""{"units":{"fresh":1,"rebuilt":1},"incremental":"hardlink"}""", Read(start).ToJson().ToJsonString());

        start = Now();
        Build();
        Assert.AreEqual(0, Read(start).Rebuilt);
    }

    // Kernels without vfat are common, so the C library stands for a filesystem that has no hard links.
    [TestMethod]
    public void LinksThatFail_AreSeenWithoutRustcsWarning()
    {
        var preload = ("LD_PRELOAD", WithoutLinks());
        Build(preload);
        var start = Now();
        File.AppendAllText(_folder["app", "src", "main.rs"], "pub mod more { pub fn more() -> u32 { 1 } }\n");

        Assert.Contains("hard linking files in the incremental compilation cache failed. copying files instead", Build(preload));

        Assert.AreEqual("1 unit compiled, 1 left as they were; incremental files copied, since hard links fail there", Read(start).ToString());
    }

    // Where links fail rustc copies: the same files under inodes of their own.
    [TestMethod]
    public void SessionOfCopies_IsToldApart()
    {
        var crate = _folder["crate"];
        Write(crate, "s-1-a-x", "unchanged.o", "the same");
        Write(crate, "s-2-b-y", "unchanged.o", "the same");
        Write(crate, "s-2-b-y", "new.o", "other");

        Assert.AreEqual(LinkMode.Copy, IncrementalSession.HowCarriedOver(FileSystem.Current!, crate, 0));
    }

    [TestMethod]
    public void SessionWithNothingInCommon_SaysNothing()
    {
        var crate = _folder["crate"];
        Write(crate, "s-1-a-x", "one.o", "was");
        Write(crate, "s-2-b-y", "one.o", "now");
        Write(crate, "s-3-c-working", "one.o", "now");

        Assert.IsNull(IncrementalSession.HowCarriedOver(FileSystem.Current!, crate, 0));
        Assert.IsNull(IncrementalSession.HowCarriedOver(FileSystem.Current!, crate, long.MaxValue));
        Assert.IsNull(IncrementalSession.HowCarriedOver(FileSystem.Current!, _folder["absent"], 0));
    }

    [TestMethod]
    public void MissingTarget_HasNoUnits() => Assert.AreEqual("0 units compiled, 0 left as they were", CargoOutcome.Read(FileSystem.Current!, _folder["absent"], 1).ToString());

    private static void Write(string crate, string session, string file, string text) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(crate, session)).FullName, file), text);

    private long Now()
    {
        // Times of files are those of the last tick.
        Thread.Sleep(20);
        File.WriteAllText(_folder["now"], "");
        FileSystem.Current!.Stat(_folder["now"], followLink: false, out var status);
        return status.Modified;
    }

    private string WithoutLinks()
    {
        File.WriteAllText(_folder["links.c"], "#include <errno.h>\nint link(const char *a, const char *b) { errno = EPERM; return -1; }\nint linkat(int a, const char *b, int c, const char *d, int e) { errno = EPERM; return -1; }\n");
        try
        {
            new Command("cc", "-shared", "-fPIC", "-o", _folder["links.so"], _folder["links.c"]).Run().OrFail();
        }
        catch (UnavailableException exception)
        {
            Assert.Inconclusive($"no C compiler: {exception.Message}");
        }
        return _folder["links.so"];
    }

    private string Build(params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var environment = CleanEnvironment.Create(_folder["home"], "CARGO_HOME");
        environment["CARGO_NET_OFFLINE"] = "true";
        environment["CARGO_INCREMENTAL"] = "1";
        environment["CARGO_TARGET_DIR"] = _folder["target"];
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }
        return new Command("cargo", "build", "--quiet") { WorkingDirectory = _folder["app"], Environment = environment }.Run().OrFail().StandardError;
    }

    private CargoOutcome Read(long since) => CargoOutcome.Read(FileSystem.Current!, _folder["target"], since);
}
