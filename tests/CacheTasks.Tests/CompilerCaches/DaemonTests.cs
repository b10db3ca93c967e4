using CacheTasks.CompilerCaches;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public sealed class DaemonTests : IDisposable
{
    private const string Stats = """{"stats":{"cache_hits":{"counts":{"Rust":3}},"cache_misses":{}}}""";

    private const string NoServer = "[2026-01-02T03:04:05Z WARN sccache::cache::multilevel] Cache level 1 is unavailable: refused";

    private readonly TemporaryDirectory _folder = new("daemon");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task NobodyListens_OneIsStarted()
    {
        var start = await Make(new MadeProcesses(), $"echo '{Stats}'").StartAsync(0, CancellationToken.None);

        Assert.AreEqual(3, Statistics.Parse(start.Counted.Output)!.Hits);
        Assert.AreEqual("--start-server\n--show-stats\n", Asked);
    }

    // A second one would take the socket over, and the first would live on beside it.
    [TestMethod]
    public async Task OneThatAnswers_Stays()
    {
        var processes = new MadeProcesses { Listens = _ => 77 };

        await Make(processes, $"echo '{Stats}'").StartAsync(0, CancellationToken.None);

        Assert.AreEqual("--show-stats\n", Asked);
        Assert.IsEmpty(processes.Killed);
    }

    [TestMethod]
    public async Task OneThatDoesNotAnswer_IsEndedAndAnotherStarted()
    {
        var processes = new MadeProcesses { Listens = _ => 77 };

        await Make(processes, "echo nonsense").StartAsync(0, CancellationToken.None);

        Assert.AreEqual("--show-stats\n--start-server\n--show-stats\n", Asked);
        Assert.AreEqual(77, processes.Killed.Single());
    }

    // It starts without a level that cannot be used, and would store nothing there.
    [TestMethod]
    public async Task OneWithoutItsServer_IsEnded()
    {
        var processes = new MadeProcesses();
        processes.Listens = _ => File.Exists(_folder["log"]) && processes.Killed.Count == 0 ? 77 : null;

        var start = await Make(processes, $"echo '{Stats}'", $"echo '{NoServer}' > {_folder["log"]}").StartAsync(1, CancellationToken.None);

        Assert.AreEqual("refused", start.Unavailable);
        Assert.AreEqual(77, processes.Killed.Single());
    }

    [TestMethod]
    public async Task OneThatRunsWithoutItsServer_IsEndedAndAnotherStarted()
    {
        File.WriteAllText(_folder["log"], NoServer + "\n");
        var processes = new MadeProcesses();
        processes.Listens = _ => processes.Killed.Count == 0 ? 77 : null;

        var start = await Make(processes, $"echo '{Stats}'").StartAsync(1, CancellationToken.None);

        Assert.AreEqual("--start-server\n--show-stats\n", Asked);
        Assert.AreEqual(77, processes.Killed.Single());
        Assert.IsNull(start.Unavailable);
    }

    // sccache itself prints zeros then.
    [TestMethod]
    public async Task NobodyListens_NothingIsCounted() => Assert.IsNull(await Make(new MadeProcesses(), $"echo '{Stats}'").CountAsync(CancellationToken.None));

    [TestMethod]
    [DataRow("SCCACHE_REDIS_PASSWORD", "other")]
    [DataRow("SCCACHE_REDIS_RW_MODE", "READ_ONLY")]
    [DataRow("AWS_ROLE_ARN", "arn:x")]
    public void WhatTheDaemonIsStartedWith_MakesItsName(string variable, string value)
    {
        var usual = new Dictionary<string, string> { ["PATH"] = "/bin", ["SCCACHE_REDIS_PASSWORD"] = "hush" };

        var name = SessionFolder.NameOf(_folder.Location, ["one"], usual);

        Assert.AreEqual(name, SessionFolder.NameOf(_folder.Location, ["one"], new Dictionary<string, string>(usual) { ["PATH"] = "/usr/bin" }));
        Assert.AreNotEqual(name, SessionFolder.NameOf(_folder.Location, ["two"], usual));
        Assert.AreNotEqual(name, SessionFolder.NameOf(_folder.Location, ["one"], new Dictionary<string, string>(usual) { [variable] = value }));
    }

    private string Asked => File.ReadAllText(_folder["asked"]);

    private Daemon Make(IProcesses processes, string counts, string starts = ":")
    {
        File.WriteAllText(_folder["script"], $"#!/bin/sh\necho \"$1\" >> {_folder["asked"]}\nif [ \"$1\" = --start-server ]; then {starts}; else {counts}; fi\n");
        // By another process: a file that one with threads has just written cannot safely be started by it.
        new Command("install", "-m", "700", _folder["script"], _folder["sccache"]).Run().OrFail();
        return new Daemon(_folder["sccache"], _folder.Location, new Dictionary<string, string?>(), processes);
    }
}
