using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

/// <summary>The wrapper itself, in front of a real rustc; in the place of sccache a script that says what it was given, and runs it or fails.</summary>
public abstract class WrapperTest : IDisposable
{
    // What sccache in its client mode does for one that it does not have.
    protected const string Compiles = "printf '%s\\n' \"$@\" > \"$ASKED\"; env > \"$ASKED.env\"; pwd > \"$ASKED.pwd\"; exec \"$@\"";

    private static readonly Lazy<string> s_rustc = new(() => new Command("rustc", "--print", "sysroot").Run().OrFail().StandardOutput.TrimEnd('\n') + "/bin/rustc");

    private protected TemporaryDirectory Folder { get; } = new("wrapper");

    protected Dictionary<string, string> Environment { get; }

    protected WrapperTest()
    {
        Environment = CleanEnvironment.Create(Folder["home"]);
        Environment["CACHETASKS_RUSTC"] = Folder["step"];
        Environment["ASKED"] = Folder["asked"];
        foreach (var folder in new[] { "checkout/core/src", "cargo/registry/dep/src", "target/deps", "elsewhere" })
            Directory.CreateDirectory(Folder[folder]);
        Sccache(Compiles);
        Source("pub fn answer() -> u32 { 42 }\n");
    }

    protected static string Rustc => s_rustc.Value;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Asked => File.ReadAllText(Folder["asked"]);

    protected string Notes => File.Exists(Folder["step/notes"]) ? File.ReadAllText(Folder["step/notes"]) : "";

    protected string DepInfo => File.ReadAllText(Folder["target/deps/core_x-1.d"]);

    protected string Written => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Folder["target/deps/libcore_x-1.rlib"]));

    protected void Included(string text)
    {
        Directory.CreateDirectory(Folder["target/out"]);
        File.WriteAllText(Folder["target/out/made.rs"], text);
        Source("include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n");
        Environment["OUT_DIR"] = Folder["target/out"];
    }

    protected void Source(string text) => File.WriteAllText(Folder["checkout/core/src/lib.rs"], text);

    protected void Sccache(string script, bool isOpen = false)
    {
        var names = new SharedNames([("source", Folder["checkout"]), ("cargo", Folder["cargo"]), ("target", Folder["target"])], path => path);
        File.WriteAllText(Folder["sccache.sh"], script);
        // A program that a process with threads has just written cannot safely be started by it; a shell that was there before reads the script.
        File.WriteAllText(Folder["sccache"], $"#!/bin/sh\n. {Folder["sccache.sh"]}\n");
        new Command("chmod", "+x", Folder["sccache"]).Run().OrFail();
        SessionFolder.Write(Folder["step"], Folder["sccache"], names, KeyInfluences.HiddenIn(["CARGO_TERM_COLOR"]), isOpen);
    }

    private protected CommandResult Compile(string kind = "lib", string? extra = null, string folder = "checkout", string source = "core/src/lib.rs", string[]? extras = null, string? compiler = null)
    {
        Environment["CARGO_MANIFEST_DIR"] = Folder["checkout/core"];
        Environment["CARGO_TARGET_DIR"] = Folder["target"];
        return Wrapper([
            compiler ?? Rustc, "--crate-name", "core_x", "--edition=2024", source, "--crate-type", kind, "--emit=dep-info,metadata,link",
            "-C", "metadata=1", "-C", "extra-filename=-1", "--out-dir", Folder["target/deps"], .. extra is null ? extras ?? [] : [extra],
        ], folder).Run();
    }

    private protected Command Wrapper(params string[] arguments) => Wrapper(arguments, "checkout");

    private Command Wrapper(string[] arguments, string folder) =>
        new("sh", [Path.Combine(Repository.Root, "src", "CacheTasks", "CompilerCaches", "rustc-wrapper.sh"), .. arguments]) { Environment = Environment, WorkingDirectory = Folder[folder] };
}
