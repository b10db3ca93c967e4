using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

/// <summary>What cannot be shared goes to the compiler, and sccache is not asked.</summary>
[TestClass]
public sealed class WrapperNotAskedTests : WrapperTest
{
    // A macro asks for a place without a word to the compiler.
    [TestMethod]
    public void CrateOfBitcodeThatUsesMacros_IsNotAskedFor()
    {
        File.WriteAllText(Folder["macro.rs"], "extern crate proc_macro;\n");
        new Command(Rustc, "--crate-type", "proc-macro", "--crate-name", "made", "-o", Folder["libmade.so"], Folder["macro.rs"]).Run().OrFail();

        Compile(extras: ["-Clinker-plugin-lto", "--extern", "made=" + Folder["libmade.so"]]).OrFail();

        Assert.AreEqual("not cacheable: lto with macros\n", Notes);
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
        Assert.IsFalse(File.Exists(Folder["asked"]));
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
        Compile(extra: string.Format(null, argument, Folder["target/incremental"])).OrFail();

        Assert.AreEqual($"not cacheable: {noted}\n", Notes);
        Assert.IsFalse(File.Exists(Folder["asked"]));
    }

    // sccache runs in another folder, and knows sources by this ending.
    [TestMethod]
    [DataRow("lib.rs", "native=here", "relative path")]
    [DataRow("lib.rs", "dependency=here", "relative path")]
    [DataRow("lib.source", "native=/usr/lib", "name of the source")]
    public void WhatSccacheWouldNotFind_IsNotAskedFor(string source, string search, string noted)
    {
        File.WriteAllText(Folder["checkout/core/src", source], "pub fn answer() -> u32 { 42 }\n");

        Compile(source: "core/src/" + source, extras: ["-L", search]).OrFail();

        Assert.AreEqual($"not cacheable: {noted}\n", Notes);
    }

    [TestMethod]
    public void CrateElsewhere_IsNotShared()
    {
        File.WriteAllText(Folder["elsewhere/lib.rs"], "pub fn answer() -> u32 { 42 }\n");

        Compile(folder: "elsewhere", source: "lib.rs").OrFail();

        Assert.AreEqual($"outside: {Folder["elsewhere"]}\n", Notes);
    }

    // Nightly features are no part of the hash.
    [TestMethod]
    public void CompilerThatIsToldToBeANightlyOne_IsNotAskedFor()
    {
        Environment["RUSTC_BOOTSTRAP"] = "1";

        Compile().OrFail();

        Assert.AreEqual("not cacheable: RUSTC_BOOTSTRAP\n", Notes);
    }

    // Questions of cargo.
    [TestMethod]
    [DataRow("-vV")]
    [DataRow("--print=sysroot")]
    public void Question_GoesToTheCompiler(string question)
    {
        var result = Wrapper(Rustc, question).Run().OrFail();

        Assert.AreEqual(new Command(Rustc, question).Run().OrFail().StandardOutput, result.StandardOutput);
        Assert.AreEqual("", Notes);
    }
}
