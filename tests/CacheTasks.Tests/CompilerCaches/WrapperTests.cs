using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

/// <summary>The wrapper itself, in front of a real rustc; in the place of sccache a script that says what it was given, and runs it or fails.</summary>
[TestClass]
public sealed class WrapperTests : IDisposable
{
    // What sccache in its client mode does for one that it does not have.
    private const string Compiles = "printf '%s\\n' \"$@\" > \"$ASKED\"; env > \"$ASKED.env\"; pwd > \"$ASKED.pwd\"; exec \"$@\"";

    private static readonly Lazy<string> s_rustc = new(() => new Command("rustc", "--print", "sysroot").Run().OrFail().StandardOutput.TrimEnd('\n') + "/bin/rustc");

    private readonly TemporaryDirectory _folder = new("wrapper");
    private readonly Dictionary<string, string> _environment;

    public WrapperTests()
    {
        _environment = CleanEnvironment.Create(_folder["home"]);
        _environment["CACHETASKS_RUSTC"] = _folder["step"];
        _environment["ASKED"] = _folder["asked"];
        foreach (var folder in new[] { "checkout/core/src", "cargo/registry/dep/src", "target/deps", "elsewhere" })
            Directory.CreateDirectory(_folder[folder]);
        Sccache(Compiles);
        Source("pub fn answer() -> u32 { 42 }\n");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Library_IsCompiledUnderSharedNames()
    {
        var result = Compile();

        Assert.AreEqual("", result.OrFail().StandardError);
        Assert.Contains("\n/proc/self/fd/9/cachetasks-source/core/src/lib.rs\n", Asked);
        Assert.AreEqual("/\n", File.ReadAllText(_folder["asked.pwd"]));
        Assert.Contains("CARGO_MANIFEST_DIR=/proc/self/fd/9/cachetasks-source/core\n", File.ReadAllText(_folder["asked.env"]));
        Assert.Contains("SCCACHE_CLIENT_SIDE=1\n", File.ReadAllText(_folder["asked.env"]));
        Assert.DoesNotContain("CARGO_TARGET_DIR=", File.ReadAllText(_folder["asked.env"]));
        Assert.AreEqual("", Notes);
        Assert.AreEqual($"{_folder["target/deps"]}/libcore_x-1.rlib: {_folder["checkout"]}/core/src/lib.rs", DepInfo.Split('\n').First(line => line.Contains("rlib:", StringComparison.Ordinal)));
    }

    // The whole point: what two users' compilers write is the same to the byte.
    [TestMethod]
    public void TwoCheckouts_AskForTheSame_AndWriteTheSame()
    {
        Source("pub fn answer() -> &'static str { panic!(\"in {}\", file!()) }\n");
        Compile().OrFail();
        var (asked, written) = (Asked, File.ReadAllBytes(_folder["target/deps/libcore_x-1.rlib"]));
        using var other = new WrapperTests();
        other.Source("pub fn answer() -> &'static str { panic!(\"in {}\", file!()) }\n");

        other.Compile().OrFail();

        Assert.AreEqual(asked.Replace(_folder.Location, "", StringComparison.Ordinal), other.Asked.Replace(other._folder.Location, "", StringComparison.Ordinal));
        CollectionAssert.AreEqual(written, File.ReadAllBytes(other._folder["target/deps/libcore_x-1.rlib"]));
    }

    // A message names the file as cargo's users know it: relative to the workspace.
    [TestMethod]
    public void Warning_IsShownAsUsual()
    {
        Source("pub fn answer() { let unused = 1; }\n");

        var result = Compile().OrFail();

        Assert.Contains("--> core/src/lib.rs:1:23", result.StandardError);
        Assert.DoesNotContain("/proc/self", result.StandardError);
    }

    [TestMethod]
    public void Error_IsTheCompilersOwn_AndSaidOnce()
    {
        Source("pub fn answer() -> u32 { \"text\" }\n");

        var result = Compile();

        Assert.AreEqual(1, result.ExitCode);
        Assert.HasCount(2, result.StandardError.Split("error[E0308]: mismatched types"));
        Assert.Contains("--> core/src/lib.rs:1:26", result.StandardError);
        Assert.AreEqual("", Notes);
    }

    [TestMethod]
    [DataRow("echo 'sccache: error: no server' >&2; exit 2", "")]
    // The shell itself says that much.
    [DataRow("echo 'sccache: error: no server' >&2; kill -SEGV $$", "Segmentation fault\n")]
    public void SccacheThatFails_IsDoneWithout(string script, string shown)
    {
        Sccache(script);

        var result = Compile().OrFail();

        Assert.AreEqual(shown, result.StandardError);
        Assert.StartsWith("failed: ", Notes);
        Assert.IsTrue(File.Exists(_folder["target/deps/libcore_x-1.rlib"]));
        Assert.Contains("no server", File.ReadAllText(_folder["step/failure"]));
    }

    [TestMethod]
    public void SccacheThatIsGone_IsDoneWithout()
    {
        File.Delete(_folder["sccache"]);

        Compile().OrFail();

        Assert.StartsWith("failed: 127 core_x", Notes);
    }

    // A text that the program uses when it runs must be the real path.
    [TestMethod]
    [DataRow("pub const MANIFEST: &str = env!(\"CARGO_MANIFEST_DIR\");\n")]
    [DataRow("pub fn manifest() -> String { concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/data\").to_string() }\n")]
    [DataRow("pub const LETTERS: [u16; 9] = { let (from, mut to, mut at) = (env!(\"CARGO_MANIFEST_DIR\").as_bytes(), [0; 9], 0); while at < 9 { to[at] = from[at] as u16; at += 1 } to };\npub const DIR: &str = env!(\"CARGO_MANIFEST_DIR\");\n")]
    public void CrateThatHoldsAPath_IsCompiledAsItIs(string source)
    {
        Source(source);

        Compile().OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.Contains(_folder["checkout/core"], Written);
        Assert.DoesNotContain("/proc/self", DepInfo);
    }

    // What is made of a place need not show in the result by its letters.
    [TestMethod]
    [DataRow("pub fn length() -> usize { env!(\"CARGO_MANIFEST_DIR\").len() }\n")]
    [DataRow("pub fn length() -> usize { env!(\"OUT_DIR\").len() }\n")]
    public void CrateThatReadsAPlace_IsCompiledAsItIs(string source)
    {
        Source(source);
        _environment["OUT_DIR"] = _folder["target/out"];

        Compile().OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.DoesNotContain("/proc/self", DepInfo);
    }

    // What link-time optimization gets is bitcode, in which a text is not found by its letters.
    [TestMethod]
    public void CrateOfBitcodeThatReadsAPlace_IsCompiledAsItIs()
    {
        Included("pub const MADE: u32 = 7;\n");

        Compile(extra: "-Clinker-plugin-lto").OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.DoesNotContain("/proc/self", DepInfo);
    }

    // A macro asks for a place without a word to the compiler.
    [TestMethod]
    public void CrateOfBitcodeThatUsesMacros_IsNotAskedFor()
    {
        File.WriteAllText(_folder["macro.rs"], "extern crate proc_macro;\n");
        new Command(s_rustc.Value, "--crate-type", "proc-macro", "--crate-name", "made", "-o", _folder["libmade.so"], _folder["macro.rs"]).Run().OrFail();

        Compile(extras: ["-Clinker-plugin-lto", "--extern", "made=" + _folder["libmade.so"]]).OrFail();

        Assert.AreEqual("not cacheable: lto with macros\n", Notes);
    }

    // The names of the wrapper's own variables are names that users have.
    [TestMethod]
    public void Environment_ReachesTheCompilerAsItIs()
    {
        foreach (var name in new[] { "target", "source", "cargo", "name", "value", "kind", "out", "view", "hidden", "sccache", "folder", "shared" })
            _environment[name] = "mine-" + name;
        Source("pub const ALL: &str = concat!(env!(\"target\"), \",\", env!(\"name\"), \",\", env!(\"value\"), \",\", env!(\"out\"), \",\", env!(\"shared\"));\n");

        Compile().OrFail();

        Assert.AreEqual("", Notes);
        Assert.Contains("mine-target,mine-name,mine-value,mine-out,mine-shared", Written);
    }

    // Shells set these; cargo compares what the compiler says of them with what it has itself.
    [TestMethod]
    public void CrateThatReadsTheShellsVariables_GetsCargosValues()
    {
        _environment["PWD"] = "/where/cargo/was/called";
        _environment.Remove("OLDPWD");
        Source("pub const DIR: Option<&str> = option_env!(\"PWD\");\npub const OLD: Option<&str> = option_env!(\"OLDPWD\");\n");

        Compile().OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.Contains("# env-dep:PWD=/where/cargo/was/called\n", DepInfo);
        Assert.Contains("# env-dep:OLDPWD\n", DepInfo);
    }

    // A static library that a build script made becomes part of the crate, and sccache looks at some forms of naming it only.
    [TestMethod]
    [DataRow("native=*")]
    [DataRow("*")]
    public void StaticLibraries_ArePartOfTheHash(string form)
    {
        Directory.CreateDirectory(_folder["target/out"]);
        _environment["OUT_DIR"] = _folder["target/out"];
        string[] With(string content)
        {
            File.WriteAllText(_folder["target/out/libfoo.a"], content);
            Compile(extras: ["-L", form.Replace("*", _folder["target/out"], StringComparison.Ordinal), "-L", "dependency=" + _folder["target/deps"]]).OrFail();
            return [.. File.ReadAllLines(_folder["asked.env"]).Where(line => line.StartsWith("CARGO_CACHETASKS_NATIVE=", StringComparison.Ordinal))];
        }

        var (first, second, again) = (With("1"), With("2"), With("1"));

        Assert.HasCount(1, first);
        CollectionAssert.AreNotEqual(first, second);
        CollectionAssert.AreEqual(first, again);
        Assert.AreEqual("", Notes);
    }

    [TestMethod]
    public void CrateThatIncludesWhatItsBuildScriptMade_IsShared()
    {
        Included("pub fn made() { let unused = 1; }\n");

        var result = Compile().OrFail();

        Assert.AreEqual("", Notes);
        Assert.Contains($"--> {_folder["target/out/made.rs"]}:1:21", result.StandardError);
        Assert.Contains(_folder["target/out/made.rs"], DepInfo);
        Assert.Contains($"# env-dep:OUT_DIR={_folder["target/out"]}\n", DepInfo);
    }

    [TestMethod]
    public void CrateThatReadsAHiddenVariable_IsCompiledAsItIs()
    {
        Source("pub const COLOR: Option<&str> = option_env!(\"CARGO_TERM_COLOR\");\n");
        _environment["CARGO_TERM_COLOR"] = "sometimes";

        Compile().OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.Contains("sometimes", Written);
    }

    [TestMethod]
    [DataRow("bin", "bin")]
    [DataRow("proc-macro", "proc-macro")]
    [DataRow("cdylib", "cdylib")]
    [DataRow("staticlib", "staticlib")]
    public void OtherKinds_AreCompiledByTheCompilerAlone(string kind, string noted)
    {
        Source(kind == "bin" ? "fn main() {}\n" : "fn answer() -> u32 { 42 }\n");

        Compile(kind: kind).OrFail();

        Assert.AreEqual($"not cacheable: {noted}\n", Notes);
        Assert.IsFalse(File.Exists(_folder["asked"]));
    }

    [TestMethod]
    [DataRow("-Cincremental={0}", "incremental")]
    [DataRow("--codegen=incremental={0}", "incremental")]
    [DataRow("-Ctarget-cpu=native", "target-cpu=native")]
    [DataRow("--codegen=target-cpu=native", "target-cpu=native")]
    [DataRow("-Cinstrument-coverage", "instrument-coverage")]
    [DataRow("-Csplit-debuginfo=unpacked", "split-debuginfo")]
    [DataRow("--test", "test")]
    [DataRow("--remap-path-prefix=/x=/y", "remap-path-prefix")]
    public void WhatCannotBeShared_IsNotAskedFor(string argument, string noted)
    {
        Compile(extra: string.Format(null, argument, _folder["target/incremental"])).OrFail();

        Assert.AreEqual($"not cacheable: {noted}\n", Notes);
        Assert.IsFalse(File.Exists(_folder["asked"]));
    }

    // sccache runs in another folder, and knows sources by this ending.
    [TestMethod]
    [DataRow("lib.rs", "native=here", "relative path")]
    [DataRow("lib.source", "native=/usr/lib", "name of the source")]
    public void WhatSccacheWouldNotFind_IsNotAskedFor(string source, string search, string noted)
    {
        File.WriteAllText(_folder["checkout/core/src", source], "pub fn answer() -> u32 { 42 }\n");

        Compile(source: "core/src/" + source, extras: ["-L", search]).OrFail();

        Assert.AreEqual($"not cacheable: {noted}\n", Notes);
    }

    // sccache asks it for its version alone.
    [TestMethod]
    public void CompilerThatIsAScript_IsPartOfTheHash()
    {
        string[] With(string argument)
        {
            File.WriteAllText(_folder["rustc"], $"#!/bin/sh\nexec {s_rustc.Value} \"$@\" --cfg {argument}\n");
            new Command("chmod", "+x", _folder["rustc"]).Run().OrFail();
            Compile(compiler: _folder["rustc"]).OrFail();
            return [.. File.ReadAllLines(_folder["asked.env"]).Where(line => line.StartsWith("CARGO_CACHETASKS_COMPILER=", StringComparison.Ordinal))];
        }

        var (first, second) = (With("one"), With("two"));

        Assert.HasCount(1, first);
        CollectionAssert.AreNotEqual(first, second);
        Assert.AreEqual("", Notes);
        Compile().OrFail();
        Assert.DoesNotContain("CARGO_CACHETASKS", File.ReadAllText(_folder["asked.env"]));
    }

    // Found in a cache that somebody else filled.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void TargetOfSeveralUsers_GetsFilesThatTheyCanRead(bool isOpen)
    {
        Sccache("umask 077; " + Compiles, isOpen);

        Compile().OrFail();

        foreach (var file in new[] { "libcore_x-1.rlib", "core_x-1.d" })
            Assert.AreEqual(isOpen, File.GetUnixFileMode(_folder["target/deps", file]).HasFlag(UnixFileMode.OtherRead));
    }

    [TestMethod]
    public void NotesThatCannotBeWritten_AreNobodysTrouble()
    {
        File.CreateSymbolicLink(_folder["step/notes"], "/dev/full");
        Source("fn main() {}\n");

        Assert.AreEqual("", Compile(kind: "bin").OrFail().StandardError);
    }

    [TestMethod]
    public void CrateElsewhere_IsNotShared()
    {
        File.WriteAllText(_folder["elsewhere/lib.rs"], "pub fn answer() -> u32 { 42 }\n");

        Compile(folder: "elsewhere", source: "lib.rs").OrFail();

        Assert.AreEqual($"outside: {_folder["elsewhere"]}\n", Notes);
    }

    // Nightly features are no part of the hash.
    [TestMethod]
    public void CompilerThatIsToldToBeANightlyOne_IsNotAskedFor()
    {
        _environment["RUSTC_BOOTSTRAP"] = "1";

        Compile().OrFail();

        Assert.AreEqual("not cacheable: RUSTC_BOOTSTRAP\n", Notes);
    }

    // As cargo has it of a registry and of packages beside the workspace: the package's folder, and an absolute source.
    [TestMethod]
    [DataRow("cargo/registry/dep", "/cachetasks/cargo/registry/dep/src/lib.rs")]
    [DataRow("checkout/core", "/cachetasks/source/core/src/lib.rs")]
    public void AbsoluteSource_HasTheSameNameForAll_AndIsShownAsThisUsers(string folder, string name)
    {
        var source = _folder[folder, "src", "lib.rs"];
        File.WriteAllText(source, "pub fn answer() -> &'static str { let unused = 1; file!() }\n");

        var result = Compile(folder: folder, source: source).OrFail();

        Assert.Contains($"--> {source}:1:39", result.StandardError);
        Assert.Contains(name, Written);
        Assert.AreEqual("", Notes);
    }

    // As a macro does that resolves symlinks: what it makes a text of cannot be the same for others.
    [TestMethod]
    [DataRow("checkout/assets")]
    [DataRow("checkout")]
    [DataRow("target/debug")]
    [DataRow("cargo/registry")]
    public void RealPathInTheResult_IsNoted_AndNotTaken(string path)
    {
        Source($"pub const ASSETS: &str = \"{_folder[path]}\";\n");

        Compile().OrFail();

        Assert.AreEqual("leaks: core_x\nown: core_x\n", Notes);
    }

    // What is not included is not hashed either.
    [TestMethod]
    public void RealPathInAnotherFileOfABuildScript_IsALeak()
    {
        Included("pub const MADE: u32 = 7;\n");
        Source($"include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\npub const ASSETS: &str = \"{_folder["checkout/assets"]}\";\n");
        File.WriteAllText(_folder["target/out/CMakeCache.txt"], _folder["checkout"]);

        Compile().OrFail();

        Assert.AreEqual("leaks: core_x\nown: core_x\n", Notes);
    }

    // That is hashed.
    [TestMethod]
    public void RealPathOfABuildScript_IsNoLeak()
    {
        _environment["ASSETS"] = _folder["checkout/assets"];
        Included($"pub const MADE: &str = \"{_folder["checkout/made"]}\";\n");
        Compile().OrFail();
        Source("pub const ASSETS: &str = env!(\"ASSETS\");\n");
        _environment.Remove("OUT_DIR");
        Compile().OrFail();

        Assert.AreEqual("", Notes);
    }

    // Questions of cargo.
    [TestMethod]
    [DataRow("-vV")]
    [DataRow("--print=sysroot")]
    public void Question_GoesToTheCompiler(string question)
    {
        var result = Wrapper(s_rustc.Value, question).Run().OrFail();

        Assert.AreEqual(new Command(s_rustc.Value, question).Run().OrFail().StandardOutput, result.StandardOutput);
        Assert.AreEqual("", Notes);
    }

    [TestMethod]
    [DataRow("off")]
    [DataRow("settings")]
    [DataRow("step")]
    public void WithoutASession_TheCompilerRuns(string lacking)
    {
        if (lacking == "off")
            File.WriteAllText(_folder["step/off"], "it gave no answer");
        else if (lacking == "settings")
            File.Delete(_folder["step/settings"]);
        else
            _environment.Remove("CACHETASKS_RUSTC");

        Compile().OrFail();

        Assert.IsFalse(File.Exists(_folder["asked"]));
        Assert.IsTrue(File.Exists(_folder["target/deps/libcore_x-1.rlib"]));
    }

    [TestMethod]
    public void LinksThatAreGone_AreDoneWithout()
    {
        Directory.Delete(_folder["step/view"], recursive: true);

        Compile().OrFail();

        Assert.StartsWith("failed: ", Notes);
    }

    // cargo's job server can have the very descriptor.
    [TestMethod]
    public void JobServerWithTheSameNumber_IsLeftOut()
    {
        _environment["CARGO_MAKEFLAGS"] = "-j --jobserver-fds=8,9 --jobserver-auth=8,9";

        Compile().OrFail();

        Assert.DoesNotContain("MAKEFLAGS", File.ReadAllText(_folder["asked.env"]));
        Assert.AreEqual("", Notes);
    }

    private string Asked => File.ReadAllText(_folder["asked"]);

    private string Notes => File.Exists(_folder["step/notes"]) ? File.ReadAllText(_folder["step/notes"]) : "";

    private string DepInfo => File.ReadAllText(_folder["target/deps/core_x-1.d"]);

    private string Written => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_folder["target/deps/libcore_x-1.rlib"]));

    private void Included(string text)
    {
        Directory.CreateDirectory(_folder["target/out"]);
        File.WriteAllText(_folder["target/out/made.rs"], text);
        Source("include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n");
        _environment["OUT_DIR"] = _folder["target/out"];
    }

    private void Source(string text) => File.WriteAllText(_folder["checkout/core/src/lib.rs"], text);

    private void Sccache(string script, bool isOpen = false)
    {
        var names = new SharedNames([("source", _folder["checkout"]), ("cargo", _folder["cargo"]), ("target", _folder["target"])], path => path);
        File.WriteAllText(_folder["sccache.sh"], script);
        // A program that a process with threads has just written cannot safely be started by it; a shell that was there before reads the script.
        File.WriteAllText(_folder["sccache"], $"#!/bin/sh\n. {_folder["sccache.sh"]}\n");
        new Command("chmod", "+x", _folder["sccache"]).Run().OrFail();
        SessionFolder.Write(_folder["step"], _folder["sccache"], names, KeyInfluences.HiddenIn(["CARGO_TERM_COLOR"]), isOpen);
    }

    private CommandResult Compile(string kind = "lib", string? extra = null, string folder = "checkout", string source = "core/src/lib.rs", string[]? extras = null, string? compiler = null)
    {
        _environment["CARGO_MANIFEST_DIR"] = _folder["checkout/core"];
        _environment["CARGO_TARGET_DIR"] = _folder["target"];
        return Wrapper([
            compiler ?? s_rustc.Value, "--crate-name", "core_x", "--edition=2024", source, "--crate-type", kind, "--emit=dep-info,metadata,link",
            "-C", "metadata=1", "-C", "extra-filename=-1", "--out-dir", _folder["target/deps"], .. extra is null ? extras ?? [] : [extra],
        ], folder).Run();
    }

    private Command Wrapper(params string[] arguments) => Wrapper(arguments, "checkout");

    private Command Wrapper(string[] arguments, string folder) =>
        new("sh", [Path.Combine(Repository.Root, "src", "CacheTasks", "CompilerCaches", "rustc-wrapper.sh"), .. arguments]) { Environment = _environment, WorkingDirectory = _folder[folder] };
}
