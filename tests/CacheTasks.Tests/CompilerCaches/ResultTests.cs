using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class ResultTests
{
    // As sccache 0.19.0 prints it.
    private const string Printed = """
        {"stats":{"compile_requests":46,"requests_unsupported_compiler":0,"requests_not_compile":0,"requests_not_cacheable":16,"requests_executed":30,"cache_errors":{"counts":{},"adv_counts":{}},
        "cache_hits":{"counts":{"Rust":25,"C/C++":1},"adv_counts":{"rust":25}},"cache_misses":{"counts":{"Rust":4},"adv_counts":{"rust":4}},"cache_timeouts":0,"cache_read_errors":0,"non_cacheable_compilations":0,
        "forced_recaches":0,"cache_write_errors":0,"cache_writes":4,"not_cached":{"crate-type (bin)":8,"-":1},"dist_compiles":{},"dist_errors":0,
        "multi_level":[{"name":"L0 (disk)","hits":0,"misses":20,"writes":20,"write_failures":0},{"name":"L1 (redis)","hits":0,"misses":20,"writes":0,"write_failures":18}]},"cache_location":"x","version":"0.19.0"}
        """;

    private static readonly Session s_session = new("/usr/bin/sccache", "redis://cache:6379", Printed, new Dictionary<string, string?>());

    [TestMethod]
    public void Statistics_AreRead()
    {
        var statistics = Statistics.Parse(Printed)!;

        Assert.AreEqual((26, 4, 0, 18), (statistics.Hits, statistics.Misses, statistics.Writes, statistics.WriteFailures));
        Assert.AreEqual("crate-type (bin) 8, - 1", string.Join(", ", statistics.NotCached.Select(reason => $"{reason.Key} {reason.Value}")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("{\"stats\":3}")]
    [DataRow("{\"stats\":{\"cache_hits\":7,\"cache_misses\":0}}")]
    [DataRow("{\"stats\":{\"cache_hits\":{},\"cache_hits\":{}}}")]
    [DataRow("sccache: error: cannot connect")]
    [DataRow(null)]
    public void OtherText_IsNoStatistics(string? text) => Assert.IsNull(Statistics.Parse(text));

    [TestMethod]
    public void UnknownNumbers_CountAsNone() =>
        Assert.AreEqual((0, 0), Statistics.Parse("""{"stats":{"cache_hits":{"counts":{"Rust":"many"}},"cache_misses":{}}}""") is { } read ? (read.Hits, read.Misses) : (-1, -1));

    [TestMethod]
    public void Difference_IsOverTheStep()
    {
        var before = Statistics.Parse(Printed)!;
        var after = before with { Hits = 30, Misses = 5, WriteFailures = 19, NotCached = new Dictionary<string, long> { ["crate-type (bin)"] = 8, ["-"] = 3 } };

        var step = after.Since(before);

        Assert.AreEqual((4, 1, 1), (step.Hits, step.Misses, step.WriteFailures));
        Assert.AreEqual("- 2", string.Join(", ", step.NotCached.Select(reason => $"{reason.Key} {reason.Value}")));
    }

    [TestMethod]
    public void DaemonThatWasStartedAnew_BeginsAtZero() => Assert.AreEqual(3, (Statistics.Nothing with { Hits = 3 }).Since(Statistics.Parse(Printed)!).Hits);

    [TestMethod]
    public void Line_ListsWhatCannotBeCachedApart()
    {
        var result = Of(Statistics.Nothing with { Hits = 27, Misses = 3, Writes = 3 }, "not cacheable: bin\nnot cacheable: proc-macro\nnot cacheable: bin\nown: config\nfailed: 2 serde\n");

        Assert.AreEqual("compiler cache redis://cache:6379: 27 of 30 found (90 %); 3 not cacheable (2 bin, 1 proc-macro); config compiled as it is, with a path of its own; 1 compiled without", result.Line);
        Assert.AreEqual(
            """{"backEnd":"redis://cache:6379","hits":27,"localHits":0,"misses":3,"notCacheable":{"bin":2,"proc-macro":1},"own":["config"],"failed":1,"notStored":0}""",
            result.ToJson()!.ToJsonString());
    }

    // A server that was emptied looks as good as new otherwise: what is found here is not stored there again.
    [TestMethod]
    public void WhatIsFoundOnThisMachine_IsSaid()
    {
        const string Levels = """{"stats":{"cache_hits":{"counts":{"Rust":7}},"cache_misses":{"counts":{}},"multi_level":[{"name":"L0 (disk)","hits":6},{"name":"L1 (redis)","hits":1}]}}""";

        var result = Of(Statistics.Parse(Levels)!.Since(Statistics.Nothing), "");

        Assert.AreEqual("compiler cache redis://cache:6379: 7 of 7 found (100 %), 6 of them on this machine", result.Line);
        Assert.AreEqual("6", result.ToJson()!["localHits"]!.ToJsonString());
    }

    [TestMethod]
    public void NothingCompiled_IsNothingToTell()
    {
        var result = Of(Statistics.Nothing, "");

        Assert.IsNull(result.Line);
        Assert.IsNull(result.ToJson());
        Assert.IsEmpty(result.Findings(text => text).ToList());
    }

    [TestMethod]
    [DataRow("failed: 2 serde\n", null, "CACHETASKS5004 sccache failed for 1 of 2 calls of the compiler, which were compiled without it: serde, exit code 2: sccache: error: gone. ")]
    [DataRow("", "it gave no answer within 1 s", "CACHETASKS5001 the compiler cache redis://cache:6379 stopped answering while the step ran, and the rest was compiled without it: it gave no answer within 1 s.")]
    [DataRow("", BackEndWatch.SilentDaemon, "CACHETASKS5001 the compiler cache redis://cache:6379 stopped answering while the step ran, and the rest was compiled without it: its daemon gave no answer. The next build starts another.")]
    [DataRow("leaks: assets\n", null, "CACHETASKS5003 assets holds a path of this checkout that a macro found by resolving symlinks, and whoever finds it in the cache gets that path.")]
    [DataRow("outside: /opt/crates\noutside: /opt/crates\n", null, "CACHETASKS5003 crates in /opt/crates lie neither in the checkout nor in CARGO_HOME")]
    public void Trouble_IsSaid(string notes, string? off, string text) =>
        Assert.StartsWith(text, Of(Statistics.Nothing with { Hits = 1 }, notes, off).Findings(text => text).Select(finding => $"{finding.Rule} {finding.Text}").Single());

    [TestMethod]
    public void ResultsThatWereNotStored_AreSaidOnce()
    {
        var counted = Statistics.Nothing with { Misses = 9, WriteFailures = 8 };

        Assert.StartsWith("the compiler cache redis://cache:6379 did not take 8 of 9 results", Of(counted, "").Findings(text => text).Single().Text);
        Assert.IsEmpty(new Result(s_session with { SaidNoWrites = true }, counted, Notes.Read("/absent"), null, "").Findings(text => text).ToList());
    }

    [TestMethod]
    [DataRow("redis://cache:6379", "did not take 8 of 9 results, so other machines compile these again: it is full, or may only be read. To see it: `redis-cli -u redis://cache:6379 info memory`. Give it room, or let it drop what is old (maxmemory-policy allkeys-lru).", null)]
    [DataRow("s3://crates", "did not take 8 of 9 results, so other machines compile these again: AccessDenied. Give it room or the right to write; where it is meant to be read only, SCCACHE_S3_RW_MODE=READ_ONLY says so.", "AccessDenied")]
    public void ResultsThatWereNotStored_HaveTheirReasonAndTheirWayOut(string backEnd, string text, string? why) =>
        Assert.EndsWith(text, new Result(s_session with { BackEnd = backEnd, ModeVariable = "SCCACHE_S3_RW_MODE" }, Statistics.Nothing with { Misses = 9, WriteFailures = 8 }, Notes.Of(""), null, "") { NotStoredWhy = why }.Findings(text => text).Single().Text);

    // A server that answers a write in a way that sccache does not know counts as read only, without a word.
    [TestMethod]
    [DataRow(4, 0, 1)]
    [DataRow(1, 0, 0)]
    [DataRow(4, 3, 0)]
    public void NothingStored_IsSaid(int misses, int writes, int findings) =>
        Assert.HasCount(findings, Of(Statistics.Nothing with { Misses = misses, Writes = writes }, "").Findings(text => text).ToList());

    [TestMethod]
    public void DaemonThatEnded_IsNotCounted()
    {
        var result = new Result(s_session, null, Notes.Of("not cacheable: bin"), null, "");

        Assert.AreEqual("compiler cache redis://cache:6379: its daemon ended, so nothing is counted; 1 not cacheable (1 bin)", result.Line);
        Assert.AreEqual("""{"backEnd":"redis://cache:6379","hits":null,"localHits":null,"misses":null,"notCacheable":{"bin":1},"own":[],"failed":0,"notStored":null}""", result.ToJson()!.ToJsonString());
    }

    private static Result Of(Statistics counted, string notes, string? off = null)
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder["notes"], notes);
        return new Result(s_session, counted, Notes.Read(folder["notes"]), off, "sccache: error: gone\n");
    }
}
