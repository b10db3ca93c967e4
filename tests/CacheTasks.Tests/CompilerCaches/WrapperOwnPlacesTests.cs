namespace CacheTasks.Tests.CompilerCaches;

/// <summary>Crates whose result depends on where they lie are compiled as they are.</summary>
[TestClass]
public sealed class WrapperOwnPlacesTests : WrapperTest
{
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
        Assert.Contains(Folder["checkout/core"], Written);
        Assert.DoesNotContain("/proc/self", DepInfo);
    }

    // What is made of a place need not show in the result by its letters.
    [TestMethod]
    [DataRow("pub fn length() -> usize { env!(\"CARGO_MANIFEST_DIR\").len() }\n")]
    [DataRow("pub fn length() -> usize { env!(\"OUT_DIR\").len() }\n")]
    public void CrateThatReadsAPlace_IsCompiledAsItIs(string source)
    {
        Source(source);
        Environment["OUT_DIR"] = Folder["target/out"];

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

    // Shells set these; cargo compares what the compiler says of them with what it has itself.
    [TestMethod]
    public void CrateThatReadsTheShellsVariables_GetsCargosValues()
    {
        Environment["PWD"] = "/where/cargo/was/called";
        Environment.Remove("OLDPWD");
        Source("pub const DIR: Option<&str> = option_env!(\"PWD\");\npub const OLD: Option<&str> = option_env!(\"OLDPWD\");\n");

        Compile().OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.Contains("# env-dep:PWD=/where/cargo/was/called\n", DepInfo);
        Assert.Contains("# env-dep:OLDPWD\n", DepInfo);
    }

    [TestMethod]
    public void CrateThatReadsAHiddenVariable_IsCompiledAsItIs()
    {
        Source("pub const COLOR: Option<&str> = option_env!(\"CARGO_TERM_COLOR\");\n");
        Environment["CARGO_TERM_COLOR"] = "sometimes";

        Compile().OrFail();

        Assert.AreEqual("own: core_x\n", Notes);
        Assert.Contains("sometimes", Written);
    }

    // As a macro does that resolves symlinks: what it makes a text of cannot be the same for others.
    [TestMethod]
    [DataRow("checkout/assets")]
    [DataRow("checkout")]
    [DataRow("target/debug")]
    [DataRow("cargo/registry")]
    public void RealPathInTheResult_IsNoted_AndNotTaken(string path)
    {
        Source($"pub const ASSETS: &str = \"{Folder[path]}\";\n");

        Compile().OrFail();

        Assert.AreEqual("leaks: core_x\nown: core_x\n", Notes);
    }

    // As of a crate that was compiled without the cache: its path comes along with its generic functions. sccache hashes it.
    [TestMethod]
    public void RealPathOfACrateThatIsUsed_IsNoLeak()
    {
        Source($"pub const ASSETS: &str = \"{Folder["checkout/assets"]}\";\n");
        File.WriteAllText(Folder["target/deps/libused.rlib"], $"… {Folder["checkout/used"]} …");

        Compile(extra: "--extern=used=" + Folder["target/deps/libused.rlib"]).OrFail();
        Compile(extras: ["--extern", "used=" + Folder["target/deps/libused.rlib"]]).OrFail();

        Assert.AreEqual("", Notes);
    }

    // It tells one path, and not that the other is nobody else's.
    [TestMethod]
    public void OtherPathOfACrateThatIsUsed_IsNoExcuse()
    {
        Source($"pub const ASSETS: &str = \"{Folder["checkout/assets"]}\";\n");
        File.WriteAllText(Folder["target/deps/libused.rlib"], $"… {Folder["cargo/registry"]} …");

        Compile(extras: ["--extern", "used=" + Folder["target/deps/libused.rlib"]]).OrFail();

        Assert.AreEqual("leaks: core_x\nown: core_x\n", Notes);
    }

    // What is not included is not hashed either.
    [TestMethod]
    public void RealPathInAnotherFileOfABuildScript_IsALeak()
    {
        Included("pub const MADE: u32 = 7;\n");
        Source($"include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\npub const ASSETS: &str = \"{Folder["checkout/assets"]}\";\n");
        File.WriteAllText(Folder["target/out/CMakeCache.txt"], Folder["checkout"]);

        Compile().OrFail();

        Assert.AreEqual("leaks: core_x\nown: core_x\n", Notes);
    }

    // That is hashed.
    [TestMethod]
    public void RealPathOfABuildScript_IsNoLeak()
    {
        Environment["ASSETS"] = Folder["checkout/assets"];
        Included($"pub const MADE: &str = \"{Folder["checkout/made"]}\";\n");
        Compile().OrFail();
        Source("pub const ASSETS: &str = env!(\"ASSETS\");\n");
        Environment.Remove("OUT_DIR");
        Compile().OrFail();

        Assert.AreEqual("", Notes);
    }
}
