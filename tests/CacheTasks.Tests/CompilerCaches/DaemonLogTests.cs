using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class DaemonLogTests
{
    // All as sccache 0.19.0 wrote it, without the frames of stacks.
    private const string Miss = """
        [2026-11-29T05:42:10Z WARN  opendal::services] service=redis name=redis://cache:6379 path=.sccache_check range=0-: read failed NotFound (permanent) at read, context: { service: redis, path: .sccache_check, range: 0- } => key not found in redis

        """;

    private const string UnknownKey = """
        [2026-11-29T05:40:00Z WARN  opendal::services] service=s3 name=crates path=.sccache_check range=0-: read failed PermissionDenied (permanent) at read, context: { uri: http://s3/crates/.sccache_check } => S3Error { code: "InvalidAccessKeyId", message: "The AWS Access Key Id you provided does not exist in our records.", resource: "", request_id: "" }
        [2026-11-29T05:40:00Z WARN  sccache::cache::multilevel] Cache level 1 is unavailable: cache storage failed to read: PermissionDenied (permanent) at read => S3Error { code: "InvalidAccessKeyId", message: "The AWS Access Key Id you provided does not exist in our records.", resource: "", request_id: "" }
            
            Context:
               uri: http://s3/crates/.sccache_check
               path: .sccache_check
            ; continuing

        """;

    private const string UnknownAuthority = """
        [2026-11-29T05:43:06Z WARN  sccache::cache::multilevel] Cache level 1 is unavailable: cache storage failed to read: Unexpected (temporary) at read => I/O error
            
            Context:
               service: redis
               path: .sccache_check
            
            Source:
               invalid peer certificate: UnknownIssuer: invalid peer certificate: UnknownIssuer
            
            Backtrace:
               0: <unknown>
            
            ; continuing

        """;

    private const string Full = """
        [2026-11-29T05:42:15Z ERROR opendal::services] service=redis name=redis://cache:6379 path=.sccache_check written=13: write close failed Unexpected (temporary) at write => extension error
            
            Context:
               service: redis
            
            Source:
               "OOM": command not allowed when used memory > 'maxmemory'.: "OOM": command not allowed when used memory > 'maxmemory'.
            
            Backtrace:
            
            
        storage write check failed: Unexpected (temporary) at write => extension error

        Context:
           service: redis

        Source:
           "OOM": command not allowed when used memory > 'maxmemory'.: "OOM": command not allowed when used memory > 'maxmemory'.

        Backtrace:

        """;

    private const string Denied = """
        [2026-11-29T05:42:07Z WARN  opendal::services] service=s3 name=crates path=0/4/6/046c written=513: write close failed PermissionDenied (permanent) at write, context: { uri: http://s3/crates/0/4/6/046c, written: 513 } => S3Error { code: "AccessDenied", message: "", resource: "", request_id: "" }

        """;

    [TestMethod]
    [DataRow(UnknownKey, "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records")]
    [DataRow(UnknownAuthority, "invalid peer certificate: UnknownIssuer")]
    [DataRow(Miss + Full, null)]
    [DataRow("Cache level 1 is unavailable: it has no form; continuing", "it has no form")]
    [DataRow("", null)]
    public void LevelThatCannotBeUsed_IsFound(string text, string? why) => Assert.AreEqual(why, new DaemonLog(text).FindUnavailable(1));

    // The server counts; that a directory cannot be used is no reason to do without it.
    [TestMethod]
    public void OtherLevel_IsNot() => Assert.IsNull(new DaemonLog(UnknownKey).FindUnavailable(0));

    [TestMethod]
    [DataRow(Miss + Full, "\"OOM\": command not allowed when used memory > 'maxmemory'")]
    [DataRow(Full + Miss, "\"OOM\": command not allowed when used memory > 'maxmemory'")]
    [DataRow(Full + Denied, "AccessDenied")]
    [DataRow(UnknownKey + Miss, null)]
    public void WhatWasNotWritten_HasItsLastReason(string text, string? why) => Assert.AreEqual(why, new DaemonLog(text).FindNotWritten());

    [TestMethod]
    public void WordsOfAnEarlierStep_AreNot()
    {
        using var folder = new TemporaryDirectory();
        Assert.AreEqual(0, DaemonLog.Begin(folder.Location, keep: false));
        File.WriteAllText(folder["log"], Full);

        var begin = DaemonLog.Begin(folder.Location, keep: true);
        Assert.IsNull(DaemonLog.Read(folder.Location, begin).FindNotWritten());
        File.AppendAllText(folder["log"], Denied);
        Assert.AreEqual("AccessDenied", DaemonLog.Read(folder.Location, begin).FindNotWritten());

        // Another daemon has begun anew.
        File.WriteAllText(folder["log"], Denied);
        Assert.AreEqual("AccessDenied", DaemonLog.Read(folder.Location, begin).FindNotWritten());
        Assert.AreEqual(0, DaemonLog.Begin(folder.Location, keep: false));
        Assert.IsNull(DaemonLog.Read(folder.Location, 0).FindNotWritten());
    }
}
