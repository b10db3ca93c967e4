using System.IO.Compression;
using System.Text.RegularExpressions;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>A compiler cache in real builds: real sccache, real cargo; a directory as back end, since faults of servers are samples/fleet's.</summary>
[TestClass]
public sealed class CompilerCacheTests(TestContext context) : BuildTest(context)
{
    [TestInitialize]
    public void NeedSccache()
    {
        if (SearchPath.Find("sccache") is null)
            Fail("sccache is not on PATH");
    }

    // Other checkout, other HOME, other CARGO_HOME, other target: all that differs between two users but the ID.
    [TestMethod]
    public void OtherCheckoutOfAnotherHome_FindsWhatWasCompiled()
    {
        var cargo = Step.Cargo();
        var first = Sharing(cargo);
        var second = Sharing(cargo, first.PathOf("../crates"));

        SucceedsSilently(first.Build());
        var build = second.Build();

        SucceedsSilently(build);
        Assert.AreEqual((1L, 0L), Counted(build, cargo));
        Assert.AreEqual("1", build.Record(cargo)["compilerCache.notCacheable.cdylib"]);
        StringAssert.Matches(build.Output, new($@"CacheTasks  BuildNative  compiler cache {Regex.Escape(Path.GetFullPath(first.PathOf("../crates")))}: 1 of 1 found \(100 %\); 1 not cacheable \(1 cdylib\)"));
        Assert.AreEqual(42, Answer(second, build, cargo));
    }

    [TestMethod]
    public void SecondBuild_CompilesNothing_AndAnEditIsSeen()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo);
        consumer.Build();

        var unchanged = consumer.Build();
        SucceedsSilently(unchanged);
        Assert.DoesNotContain("Compiling", unchanged.Output);
        Assert.DoesNotContain("compiler cache", unchanged.Output);

        File.WriteAllText(consumer.PathOf("native/part/src/lib.rs"), "pub fn answer() -> i32 { 43 }\n");
        var edited = consumer.Build();

        SucceedsSilently(edited);
        Assert.AreEqual((0L, 1L), Counted(edited, cargo));
        Assert.AreEqual(43, Answer(consumer, edited, cargo));
    }

    // Found in the cache or not, a program must read its own checkout's files.
    [TestMethod]
    public void CrateThatHoldsItsOwnPath_KeepsIt()
    {
        var cargo = Step.Cargo();
        var first = Sharing(cargo);
        var second = Sharing(cargo, first.PathOf("../crates"));
        foreach (var consumer in new[] { first, second })
        {
            consumer.Write();
            File.WriteAllText(consumer.PathOf("native/part/src/lib.rs"), "pub fn answer() -> i32 { std::fs::read_to_string(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/data\")).unwrap().trim().parse().unwrap() }\n");
        }
        File.WriteAllText(first.PathOf("native/part/data"), "1");
        File.WriteAllText(second.PathOf("native/part/data"), "2");

        var (one, two) = (first.Build(), second.Build());

        SucceedsSilently(one);
        SucceedsSilently(two);
        Assert.Contains("part compiled as it is, with a path of its own", two.Output);
        Assert.AreEqual((1, 2), (Answer(first, one, cargo), Answer(second, two, cargo)));
    }

    // What a build script compiled becomes part of the crate, and sccache alone would give the old one.
    [TestMethod]
    public void StaticLibraryThatChanged_IsSeen()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo).Write();
        File.WriteAllText(consumer.PathOf("native/part/build.rs"), """
            use std::process::Command;
            fn main() {
                let out = std::env::var("OUT_DIR").unwrap();
                println!("cargo:rerun-if-changed=foo.c");
                println!("cargo:rustc-link-search=native={out}");
                assert!(Command::new("gcc").args(["-fPIC", "-c", "foo.c", "-o"]).arg(format!("{out}/foo.o")).status().unwrap().success());
                assert!(Command::new("ar").arg("crs").arg(format!("{out}/libfoo.a")).arg(format!("{out}/foo.o")).status().unwrap().success());
            }
            """);
        File.WriteAllText(consumer.PathOf("native/part/src/lib.rs"), "#[link(name = \"foo\", kind = \"static\")]\nunsafe extern \"C\" { fn foo() -> i32; }\npub fn answer() -> i32 { unsafe { foo() } }\n");
        int BuildWith(int number)
        {
            File.WriteAllText(consumer.PathOf("native/part/foo.c"), $"int foo(void) {{ return {number}; }}\n");
            var build = consumer.Build();
            SucceedsSilently(build);
            return Answer(consumer, build, cargo);
        }

        Assert.AreEqual((1, 2), (BuildWith(1), BuildWith(2)));
    }

    [TestMethod]
    public void CompileError_IsShownOnce_AsWithoutACache()
    {
        var cargo = Step.Cargo() with { ExecAttributes = "IgnoreStandardErrorWarningFormat=\"true\"" };
        var consumer = Sharing(cargo).Write();
        File.WriteAllText(consumer.PathOf("native/part/src/lib.rs"), "pub fn answer() -> i32 { \"text\" }\n");

        var build = consumer.Build();

        Assert.AreEqual(1, build.ExitCode);
        Assert.HasCount(2, build.Output.Split("error[E0308]: mismatched types"));
        Assert.Contains("--> part/src/lib.rs:1:26", build.Output);
    }

    [TestMethod]
    public void DevelopersDebugBuild_KeepsItsIncrements()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo);
        consumer.Environment.Remove("CI");

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual("2", build.Record(cargo)["compilerCache.notCacheable.incremental"]);
        Assert.IsTrue(Directory.Exists(consumer.PathOf("native/target/debug/incremental")));
    }

    [TestMethod]
    public void OwnWrapper_IsRespected()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo).Write();
        Directory.CreateDirectory(consumer.PathOf("native/.cargo"));
        File.WriteAllText(consumer.PathOf("own-wrapper"), "#!/bin/sh\necho used >> \"$OWN_LOG\"\nexec \"$@\"\n");
        File.SetUnixFileMode(consumer.PathOf("own-wrapper"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(consumer.PathOf("native/.cargo/config.toml"), $"[build]\nrustc-wrapper = \"{consumer.PathOf("own-wrapper")}\"\n");

        var build = consumer.Set("OWN_LOG", consumer.PathOf("own.log")).Build();

        Says(build, consumer.At(cargo, "2006", "message"));
        Assert.Contains($"build.rustc-wrapper={consumer.PathOf("own-wrapper")}, which counts before CacheTasksCompilerCache", build.TheOnly("2006").Text);
        Assert.IsTrue(File.Exists(consumer.PathOf("own.log")));
    }

    [TestMethod]
    [DataRow("redis://ann:hush-hush@127.0.0.1:1", "0002")]
    [DataRow("http://127.0.0.1", "0002")]
    public void BadValue_IsSaidAtTheStep_AndTheStepRuns(string value, string code)
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo);
        consumer.Environment.Remove("CacheTasksCompilerCache");

        var build = consumer.Property("CacheTasksCompilerCache", value).Build();

        Says(build, consumer.At(cargo, code));
        Assert.AreEqual(0, build.ExitCode);
        Assert.DoesNotContain("hush-hush", build.Output);
        Assert.IsFalse(Directory.GetFiles(consumer.PathOf("obj/cachetasks")).Any(file => File.ReadAllText(file).Contains("hush-hush", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void SccacheMissing_Is5004()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo);
        consumer.Environment["PATH"] = string.Join(':', consumer.Environment["PATH"].Split(':').Where(folder => !File.Exists(Path.Combine(folder, "sccache"))));

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "5004"));
        Assert.AreEqual(0, build.ExitCode);
    }

    [TestMethod]
    [DataRow("sleep 100", "5004")]
    [DataRow("[ \"$1\" = --version ] && echo 'sccache 0.19.0' && exit; exit 3", "5001")]
    [DataRow("case $1 in --version) echo 'sccache 0.19.0' ;; --show-stats) echo '{\"totals\":7}' ;; esac", "5004")]
    public void SccacheThatHangsCrashesOrPrintsOtherJson_CostsTheCacheAlone(string script, string code)
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo).Item("<CacheTool Update=\"sccache\" AskTimeout=\"2\" />");
        consumer.Tools.Script("sccache", script);

        var build = consumer.Build();

        Says(build, consumer.At(cargo, code));
        Assert.AreEqual(0, build.ExitCode);
    }

    [TestMethod]
    public void NobodyAnswers_IsSaidOnce_ForTwoSteps()
    {
        var port = FreePort.Find();
        var (one, two) = (Step.Cargo(), Step.Cargo("BuildOther", "other"));
        var consumer = Sharing(one).Add(two);

        var build = consumer.Set("CacheTasksCompilerCache", $"redis://127.0.0.1:{port}").Build();

        Says(build, consumer.At(one, "5001"));
        Assert.AreEqual(0, build.ExitCode);
    }

    // Requests are signed by sccache's daemon alone, so only that hears it: the answers are S3's own (API reference, "Error responses").
    [TestMethod]
    [DataRow("GET", "InvalidAccessKeyId", "crates are compiled without the compiler cache: s3://crates at http://127.0.0.1:", "cannot be used: sccache says: InvalidAccessKeyId: ")]
    [DataRow("PUT", "AccessDenied", "the compiler cache s3://crates at http://127.0.0.1:", "takes nothing new, so what is compiled here is not shared; what it has is used: AccessDenied: ")]
    public void S3ThatRefuses_IsQuotedBeforeTheStep(string method, string code, string what, string why)
    {
        using var server = new RefusingServer(method, code);
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo).Set("CacheTasksCompilerCache", $"s3://crates?endpoint=http://127.0.0.1:{server.Port}")
            .Set("AWS_ACCESS_KEY_ID", "somebody").Set("AWS_SECRET_ACCESS_KEY", "hush-hush");

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "5001"));
        Assert.Contains(what, build.TheOnly("5001").Text);
        Assert.Contains(why, build.TheOnly("5001").Text);
        Assert.AreEqual(0, build.ExitCode);
        Assert.DoesNotContain("hush-hush", build.Output);
    }

    [TestMethod]
    public void BucketOfWhichNoRegionIsKnown_IsSaidWithTheWayOut()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo).Set("CacheTasksCompilerCache", "s3://crates").Set("SCCACHE_S3_NO_CREDENTIALS", "true");

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "5001"));
        Assert.Contains(" No region is named: add ?region=NAME, or set AWS_REGION. ", build.TheOnly("5001").Text);
        Assert.AreEqual(0, build.ExitCode);
    }

    // Each has a daemon of its own.
    [TestMethod]
    public void TwoStepsWithDifferentBackEnds_UseEachItsOwn()
    {
        var consumer = With();
        var one = Step.Cargo().With("CompilerCache", "../first");
        var two = Step.Cargo("BuildOther", "other").With("CompilerCache", "../second");
        Prepare(consumer.Add(one, two));

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual(Path.GetFullPath(consumer.PathOf("../first")), build.Record(one)["compilerCache.backEnd"]);
        Assert.AreEqual(Path.GetFullPath(consumer.PathOf("../second")), build.Record(two)["compilerCache.backEnd"]);
        foreach (var folder in new[] { "../first", "../second" })
            Assert.IsNotEmpty(Directory.GetFiles(consumer.PathOf(folder), "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void MetadataOnAnotherTool_HasNoEffect()
    {
        var uv = Step.Uv().With("CompilerCache", "off");
        var consumer = With(uv);

        var build = consumer.Build();

        Says(build, consumer.At(uv, "0002"));
        Assert.Contains("CompilerCache has no effect: uv compiles nothing that could be cached. Remove it.", build.TheOnly("0002").Text);
    }

    // The environment reaches the daemon; what MSBuild and the tasks write does not have it.
    [TestMethod]
    public void Credentials_AreWrittenNowhere()
    {
        var cargo = Step.Cargo();
        var consumer = Sharing(cargo).Set("SCCACHE_REDIS_PASSWORD", "hush-hush").Set("AWS_SECRET_ACCESS_KEY", "hush-hush");

        var build = consumer.Property("CacheTasksReport", "page.html").Property("CacheTasksSarif", "report.sarif").Build();

        SucceedsSilently(build);
        Assert.DoesNotContain("hush-hush", build.Output);
        using var binlog = new StreamReader(new GZipStream(File.OpenRead(build.Binlog), CompressionMode.Decompress), System.Text.Encoding.Latin1);
        Assert.DoesNotContain("hush-hush", binlog.ReadToEnd());
        var written = new[] { consumer.PathOf("obj/cachetasks"), consumer.Environment["XDG_RUNTIME_DIR"] }.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Append(consumer.PathOf("page.html")).Append(consumer.PathOf("report.sarif")).Where(file => new FileInfo(file) is { LinkTarget: null, Length: > 0 });
        Assert.IsFalse(written.Any(file => File.ReadAllText(file).Contains("hush-hush", StringComparison.Ordinal)));
    }

    private Consumer Sharing(Step cargo, string? crates = null)
    {
        var consumer = With(cargo);
        return Prepare(consumer).Set("CacheTasksCompilerCache", Path.GetFullPath(crates ?? consumer.PathOf("../crates")));
    }

    private static Consumer Prepare(Consumer consumer)
    {
        Directory.CreateDirectory(consumer.PathOf(".git"));
        var run = Directory.CreateDirectory(Path.Combine(consumer.Root, "run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        // The daemons end soon after the test.
        return consumer.Set("XDG_RUNTIME_DIR", run).Set("CI", "true").Set("SCCACHE_IDLE_TIMEOUT", "20");
    }

    private static (long Hits, long Misses) Counted(BuildResult build, Step step) =>
        (long.Parse(build.Record(step)["compilerCache.hits"], null), long.Parse(build.Record(step)["compilerCache.misses"], null));

    // By the library itself, in a process of its own.
    private static int Answer(Consumer consumer, BuildResult build, Step step)
    {
        var library = Path.Combine(build.Record(step)["target"], "debug", "libnative.so");
        return int.Parse(new Command("python3", "-c", "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).answer())", library) { WorkingDirectory = consumer.Location }.Run().OrFail().StandardOutput, null);
    }

    private static void Fail(string lacking)
    {
        if (Environment.GetEnvironmentVariable("CACHETASKS_TEST_REQUIRE_LAB") == "1")
            Assert.Fail($"may not be skipped here: {lacking}");
        Assert.Inconclusive(lacking);
    }
}
