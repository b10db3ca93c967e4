using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Running;

/// <summary>The real tools, run by the task.</summary>
[TestClass]
public sealed class RealToolsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("tools");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TypeErrorInAMacro_IsReportedWhereItIsCalled()
    {
        Crate("macro_rules! bad { () => { let _y: i32 = \"no\"; } }\npub fn f() {\n    bad!();\n    let unused = 1;\n}\n");

        var run = Cargo("cargo check");

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual(101, run.ExitCode);
        AssertLines.Equal(
            ["error E0308 lib.rs(3,5): mismatched types: expected `i32`, found `&str`", "error MSB3073 test.csproj(1,0): The command exited with code 101; its errors are above."],
            run.Diagnostics);
        Assert.AreEqual(_folder["src", "lib.rs"], run.Engine.Errors[0].File);
        Assert.IsTrue(run.Shown.Any(line => line.StartsWith("error[E0308]: mismatched types\n --> src/lib.rs:1:", StringComparison.Ordinal)), "as cargo shows it");
        Assert.IsFalse(run.Shown.Any(line => line.StartsWith('{')));
    }

    [TestMethod]
    public void WarningOfALint_IsGivenOnceForLibraryAndTests()
    {
        Crate("pub fn f() {\n    let unused = 1;\n}\n");

        var run = Cargo("cargo test --no-run --lib && cargo build");

        Assert.IsTrue(run.Succeeded);
        AssertLines.Equal(["warning RUSTC0002 lib.rs(2,9): unused variable: `unused` (unused_variables)"], run.Diagnostics);
    }

    [TestMethod]
    [DataRow("cargo check", "cargo's text", DisplayName = "CacheExec has asked for JSON")]
    [DataRow("cargo check --message-format=json", "JSON", DisplayName = "the user has asked for JSON")]
    public void ConsoleOutput_IsWhatTheCommandPrints(string command, string expected)
    {
        Crate("pub fn f() {\n    let unused = 1;\n}\n");
        using var task = new CacheTasks.Tasks.CacheExec
        {
            Command = command, WorkingDirectory = _folder.Location, EnvironmentVariables = ["CARGO_TARGET_DIR=" + _folder["target"], "CARGO_NET_OFFLINE=true"], ConsoleToMSBuild = true,
        };

        var run = new RunExec(task);

        Assert.AreEqual("RUSTC0002", run.Engine.Warnings.Single().Code);
        Assert.AreEqual(expected == "JSON", run.Standard.Any(line => line.StartsWith("{\"reason\":\"compiler-message\"", StringComparison.Ordinal)));
        Assert.AreEqual(expected != "JSON", run.Console.Contains("warning: unused variable: `unused`"));
    }

    [TestMethod]
    public void BrokenManifest_IsReportedThere()
    {
        Crate("");
        File.WriteAllText(_folder["Cargo.toml"], "[package]\nname = \"c\"\nfoo\n");

        AssertLines.Equal(
            ["error CARGO0001 Cargo.toml(3,4): key with no value, expected `=`", "error MSB3073 test.csproj(1,0): The command exited with code 101; its errors are above."],
            Cargo("cargo build").Diagnostics);
    }

    [TestMethod]
    public void ErrorsThatAreIgnored_AreWarnings()
    {
        Crate("pub fn f() -> i32 { \"\" }\n");

        var run = Cargo("cargo check || true");

        Assert.IsTrue(run.Succeeded);
        Assert.AreEqual("warning E0308 lib.rs(1,21): mismatched types: expected `i32`, found `&str`", run.Diagnostics.Single());
    }

    [TestMethod]
    [DataRow("0.13.8")]
    [DataRow("0.10.4")]
    public void BrokenProject_IsOneErrorAtItsLine(string version)
    {
        File.WriteAllText(_folder["pyproject.toml"], "[project]\nname = \"p\"\nversion = \n");

        var run = Uv(version, "sync");

        Assert.IsFalse(run.Succeeded);
        Assert.StartsWith("error UV0001 pyproject.toml(3,11): Failed to parse: ", run.Diagnostics[0]);
        Assert.EndsWith("TOML parse error at line 3, column 11: string values must be quoted, expected literal string", run.Diagnostics[0]);
        Assert.AreEqual("error MSB3073 test.csproj(1,0): The command exited with code 2; its errors are above.", run.Diagnostics[1]);
        Assert.HasCount(2, run.Diagnostics);
    }

    [TestMethod]
    [DataRow("0.13.8")]
    [DataRow("0.10.4")]
    public void RequirementThatCannotBeMet_IsReportedWhereItStands(string version)
    {
        File.WriteAllText(_folder["pyproject.toml"], "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.9\"\ndependencies = [\n  \"nosuchpkg>=2\",\n]\n");

        var run = Uv(version, "lock");

        Assert.HasCount(2, run.Diagnostics);
        Assert.StartsWith("error UV0001 pyproject.toml(6,3): No solution found when resolving dependencies; caused by: Because nosuchpkg was not found", run.Diagnostics[0]);
    }

    private void Crate(string source)
    {
        Directory.CreateDirectory(_folder["src"]);
        File.WriteAllText(_folder["Cargo.toml"], "[package]\nname = \"c\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[workspace]\n");
        File.WriteAllText(_folder["src", "lib.rs"], source);
    }

    private RunExec Cargo(string command) => RunExec.Of(command, _folder.Location, "CARGO_TARGET_DIR=" + _folder["target"], "CARGO_NET_OFFLINE=true");

    private RunExec Uv(string version, string arguments)
    {
        TestSupport.Uv uv;
        try
        {
            uv = TestSupport.Uv.Find(version);
        }
        catch (UnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
            throw;
        }
        return RunExec.InStep("", $"PATH={Path.GetDirectoryName(uv.Path)}:$PATH UV_OFFLINE=1 UV_CACHE_DIR={_folder["cache"]} uv {arguments}", _folder.Location);
    }
}
