using CacheTasks.Running;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Running;

/// <summary>What cargo 1.95 really printed.</summary>
[TestClass]
public sealed class CargoTextTests
{
    [TestMethod]
    public void BrokenManifest_HasItsLineAndColumn() => AssertLines.Equal(["Error CARGO0001 /src/Cargo.toml(3,4): key with no value, expected `=`"], Read("""
        error: key with no value, expected `=`
         --> Cargo.toml:3:4
          |
        3 | foo
          |    ^
        """).Said);

    [TestMethod]
    public void Causes_AreOneDiagnostic() => AssertLines.Equal(
        ["Error CARGO0001 (0,0): failed to load manifest for workspace member `/src/nope`; referenced by workspace at `/src/Cargo.toml`; caused by: failed to read `/src/nope/Cargo.toml`; caused by: No such file or directory (os error 2)"], Read("""
        error: failed to load manifest for workspace member `/src/nope`
        referenced by workspace at `/src/Cargo.toml`

        Caused by:
          failed to read `/src/nope/Cargo.toml`

        Caused by:
          No such file or directory (os error 2)
        """).Said);

    [TestMethod]
    public void DeniedEntry_IsACauseAndNoStatus() => AssertLines.Equal(
        ["Error CARGO0001 (0,0): failed to open: /t/debug/.cargo-lock; caused by: Permission denied (os error 13)"],
        Read("error: failed to open: /t/debug/.cargo-lock\n\nCaused by:\n  Permission denied (os error 13)").Said);

    [TestMethod]
    public void OutputOfABuildScript_StaysText()
    {
        var read = Read("""
               Compiling c v1.0.0 (/src)
            warning: c@1.0.0: hello
            error: failed to run custom build command for `c v1.0.0 (/src)`
            note: To improve backtraces for build dependencies, set the CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG=true environment variable.

            Caused by:
              process didn't exit successfully: `/src/target/debug/build/c-3d84db6619773eaf/build-script-build` (exit status: 101)
              --- stdout
              cargo:warning=hello

              --- stderr
              oops
            warning: build failed, waiting for other jobs to finish...
            """);

        AssertLines.Equal(
            [
                "Warning CARGO0002 (0,0): c@1.0.0: hello",
                "Error CARGO0001 (0,0): failed to run custom build command for `c v1.0.0 (/src)`; caused by: process didn't exit successfully: `/src/target/debug/build/c-3d84db6619773eaf/build-script-build` (exit status: 101)",
            ], read.Said);
        Assert.AreEqual("   Compiling c v1.0.0 (/src)", read.Lines[0]);
        Assert.Contains("  oops", read.Lines);
    }

    [TestMethod]
    public void FailedSelection_KeepsWhatItLookedFor() => AssertLines.Equal(
        ["Warning CARGO0002 (0,0): no edition set: defaulting to the 2015 edition while the latest is 2024",
         "Error CARGO0001 (0,0): failed to select a version for the requirement `serde = \"^99\"`; candidate versions found which didn't match: 1.0.229; required by package `c v1.0.0 (/src)`"], Read("""
        warning: no edition set: defaulting to the 2015 edition while the latest is 2024
        error: failed to select a version for the requirement `serde = "^99"`
        candidate versions found which didn't match: 1.0.229
        required by package `c v1.0.0 (/src)`
        """).Said);

    [TestMethod]
    public void CompilersText_IsReadWhereItIsNoJson()
    {
        var read = Read("""
            error[E0308]: mismatched types
             --> src/lib.rs:2:46
              |
            2 | pub fn f() -> i32 { let unused = 1; bad!(1); "text" }
              |               ---                            ^^^^^^ expected `i32`, found `&str`
              |               |
              |               expected `i32` because of return type

            warning: unused variable: `a`
             --> src/lib.rs:1:18
              |
              = note: `#[warn(unused_variables)]` on by default

            For more information about this error, try `rustc --explain E0308`.
            error: could not compile `c` (lib) due to 1 previous error; 1 warning emitted
            """);

        AssertLines.Equal(["Error E0308 /src/src/lib.rs(2,46): mismatched types", "Warning RUSTC0002 /src/src/lib.rs(1,18): unused variable: `a`"], read.Said);
        Assert.Contains("error: could not compile `c` (lib) due to 1 previous error; 1 warning emitted", read.Lines);
    }

    [TestMethod]
    public void CompilerThatSaidNothing_LeavesTheSummary() => AssertLines.Equal(
        ["Error CARGO0001 (0,0): could not compile `c` (lib); caused by: process didn't exit successfully: `rustc` (signal: 9, SIGKILL: kill)"],
        Read("error: could not compile `c` (lib)\n\nCaused by:\n  process didn't exit successfully: `rustc` (signal: 9, SIGKILL: kill)").Said);

    [TestMethod]
    public void WarningThatNamesAFile_StandsThere() =>
        AssertLines.Equal(["Warning CARGO0002 /src/part/Cargo.toml(1,0): unused manifest key: package.bogus"], Read("warning: /src/part/Cargo.toml: unused manifest key: package.bogus").Said);

    [TestMethod]
    public void WhoSaysIt_IsToldByTheLayout()
    {
        var read = RecordedOutput.Read("uv cargo", "error: Failed to spawn: x\n  cause: No such file");

        AssertLines.Equal(["Error UV0001 (0,0): Failed to spawn: x; caused by: No such file"], read.Said);
    }

    [TestMethod]
    public void LinesOfAProgramThatCargoRuns_AreItsOwn()
    {
        var read = Read("     Running `target/debug/server`\nerror: a client is gone\nlistening on 80\n2026-01-01 GET /\n");

        AssertLines.Equal(["Error CARGO0001 (0,0): a client is gone"], read.Said);
        AssertLines.Equal(["     Running `target/debug/server`", "listening on 80", "2026-01-01 GET /"], read.OthersLines);
    }

    [TestMethod]
    [DataRow(false, 0)]
    [DataRow(true, 1)]
    public void StandardOutput_IsAProgramsUnlessTheCommandMergesThem(bool isMerged, int messages) =>
        Assert.HasCount(messages, RecordedOutput.Read("cargo", "error: no", stream: OutputStream.Output, isMerged: isMerged).Messages);

    private static RecordedOutput Read(string text) => RecordedOutput.Read("cargo", text);
}
