using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

/// <summary>Crates that are shared: what sccache is asked, what is part of the hash, and what the user sees of it.</summary>
[TestClass]
public sealed class WrapperTests : WrapperTest
{
    [TestMethod]
    public void Library_IsCompiledUnderSharedNames()
    {
        var result = Compile();

        Assert.AreEqual("", result.OrFail().StandardError);
        Assert.Contains("\n/proc/self/fd/9/cachetasks-source/core/src/lib.rs\n", Asked);
        Assert.AreEqual("/\n", File.ReadAllText(Folder["asked.pwd"]));
        Assert.Contains("CARGO_MANIFEST_DIR=/proc/self/fd/9/cachetasks-source/core\n", File.ReadAllText(Folder["asked.env"]));
        Assert.Contains("SCCACHE_CLIENT_SIDE=1\n", File.ReadAllText(Folder["asked.env"]));
        Assert.DoesNotContain("CARGO_TARGET_DIR=", File.ReadAllText(Folder["asked.env"]));
        Assert.AreEqual("", Notes);
        Assert.AreEqual($"{Folder["target/deps"]}/libcore_x-1.rlib: {Folder["checkout"]}/core/src/lib.rs", DepInfo.Split('\n').First(line => line.Contains("rlib:", StringComparison.Ordinal)));
    }

    // The whole point: what two users' compilers write is the same to the byte.
    [TestMethod]
    public void TwoCheckouts_AskForTheSame_AndWriteTheSame()
    {
        Source("pub fn answer() -> &'static str { panic!(\"in {}\", file!()) }\n");
        Compile().OrFail();
        var (asked, written) = (Asked, File.ReadAllBytes(Folder["target/deps/libcore_x-1.rlib"]));
        using var other = new WrapperTests();
        other.Source("pub fn answer() -> &'static str { panic!(\"in {}\", file!()) }\n");

        other.Compile().OrFail();

        Assert.AreEqual(asked.Replace(Folder.Location, "", StringComparison.Ordinal), other.Asked.Replace(other.Folder.Location, "", StringComparison.Ordinal));
        CollectionAssert.AreEqual(written, File.ReadAllBytes(other.Folder["target/deps/libcore_x-1.rlib"]));
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

    // The names of the wrapper's own variables are names that users have.
    [TestMethod]
    public void Environment_ReachesTheCompilerAsItIs()
    {
        foreach (var name in new[] { "target", "source", "cargo", "name", "value", "kind", "out", "view", "hidden", "sccache", "folder", "shared" })
            Environment[name] = "mine-" + name;
        Source("pub const ALL: &str = concat!(env!(\"target\"), \",\", env!(\"name\"), \",\", env!(\"value\"), \",\", env!(\"out\"), \",\", env!(\"shared\"));\n");

        Compile().OrFail();

        Assert.AreEqual("", Notes);
        Assert.Contains("mine-target,mine-name,mine-value,mine-out,mine-shared", Written);
    }

    [TestMethod]
    public void CrateThatIncludesWhatItsBuildScriptMade_IsShared()
    {
        Included("pub fn made() { let unused = 1; }\n");

        var result = Compile().OrFail();

        Assert.AreEqual("", Notes);
        Assert.Contains($"--> {Folder["target/out/made.rs"]}:1:21", result.StandardError);
        Assert.Contains(Folder["target/out/made.rs"], DepInfo);
        Assert.Contains($"# env-dep:OUT_DIR={Folder["target/out"]}\n", DepInfo);
    }

    // As cargo has it of a registry and of packages beside the workspace: the package's folder, and an absolute source.
    [TestMethod]
    [DataRow("cargo/registry/dep", "/cachetasks/cargo/registry/dep/src/lib.rs")]
    [DataRow("checkout/core", "/cachetasks/source/core/src/lib.rs")]
    public void AbsoluteSource_HasTheSameNameForAll_AndIsShownAsThisUsers(string folder, string name)
    {
        var source = Folder[folder, "src", "lib.rs"];
        File.WriteAllText(source, "pub fn answer() -> &'static str { let unused = 1; file!() }\n");

        var result = Compile(folder: folder, source: source).OrFail();

        Assert.Contains($"--> {source}:1:39", result.StandardError);
        Assert.Contains(name, Written);
        Assert.AreEqual("", Notes);
    }

    // A static library that a build script made becomes part of the crate, and sccache looks at some forms of naming it only.
    [TestMethod]
    [DataRow("native=*")]
    [DataRow("*")]
    public void StaticLibraries_ArePartOfTheHash(string form)
    {
        Directory.CreateDirectory(Folder["target/out"]);
        Environment["OUT_DIR"] = Folder["target/out"];
        string[] With(string content)
        {
            File.WriteAllText(Folder["target/out/libfoo.a"], content);
            Compile(extras: ["-L", form.Replace("*", Folder["target/out"], StringComparison.Ordinal), "-L", "dependency=" + Folder["target/deps"]]).OrFail();
            return [.. File.ReadAllLines(Folder["asked.env"]).Where(line => line.StartsWith("CARGO_CACHETASKS_NATIVE=", StringComparison.Ordinal))];
        }

        var (first, second, again) = (With("1"), With("2"), With("1"));

        Assert.HasCount(1, first);
        CollectionAssert.AreNotEqual(first, second);
        CollectionAssert.AreEqual(first, again);
        Assert.AreEqual("", Notes);
    }

    // cargo names one with every call: to hash what is in it would take longer with every crate.
    [TestMethod]
    [DataRow("-L", "dependency=*")]
    [DataRow("-Ldependency=*")]
    public void FolderOfRustLibraries_IsNotHashed(params string[] arguments)
    {
        Environment["OUT_DIR"] = Folder["target/out"];

        Compile(extras: [.. arguments.Select(argument => argument.Replace("*", Folder["target/deps"], StringComparison.Ordinal))]).OrFail();

        Assert.DoesNotContain("CARGO_CACHETASKS", File.ReadAllText(Folder["asked.env"]));
        Assert.AreEqual("", Notes);
    }

    // sccache asks it for its version alone.
    [TestMethod]
    public void CompilerThatIsAScript_IsPartOfTheHash()
    {
        string[] With(string argument)
        {
            File.WriteAllText(Folder["rustc"], $"#!/bin/sh\nexec {Rustc} \"$@\" --cfg {argument}\n");
            new Command("chmod", "+x", Folder["rustc"]).Run().OrFail();
            Compile(compiler: Folder["rustc"]).OrFail();
            return [.. File.ReadAllLines(Folder["asked.env"]).Where(line => line.StartsWith("CARGO_CACHETASKS_COMPILER=", StringComparison.Ordinal))];
        }

        var (first, second) = (With("one"), With("two"));

        Assert.HasCount(1, first);
        CollectionAssert.AreNotEqual(first, second);
        Assert.AreEqual("", Notes);
        Compile().OrFail();
        Assert.DoesNotContain("CARGO_CACHETASKS", File.ReadAllText(Folder["asked.env"]));
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
            Assert.AreEqual(isOpen, File.GetUnixFileMode(Folder["target/deps", file]).HasFlag(UnixFileMode.OtherRead));
    }

    // cargo's job server can have the very descriptor.
    [TestMethod]
    public void JobServerWithTheSameNumber_IsLeftOut()
    {
        Environment["CARGO_MAKEFLAGS"] = "-j --jobserver-fds=8,9 --jobserver-auth=8,9";

        Compile().OrFail();

        Assert.DoesNotContain("MAKEFLAGS", File.ReadAllText(Folder["asked.env"]));
        Assert.AreEqual("", Notes);
    }
}
