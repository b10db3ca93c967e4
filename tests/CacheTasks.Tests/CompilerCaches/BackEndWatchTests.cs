using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public sealed class BackEndWatchTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("watch");
    private int _ended;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task TwoSilencesInARow_EndIt()
    {
        using var watch = Watch(["silent", null, "silent", "silent for good"], counts: true);

        for (var look = 1; look <= 3; look++)
            Assert.IsFalse(await watch.LookAsync(CancellationToken.None), $"look {look}");
        Assert.IsTrue(await watch.LookAsync(CancellationToken.None));

        Assert.AreEqual("silent for good", File.ReadAllText(Session.OffIn(_folder.Location)));
        Assert.AreEqual(1, _ended);
    }

    [TestMethod]
    public async Task DaemonThatHangs_EndsIt()
    {
        using var watch = Watch([null, null], counts: false);

        Assert.IsFalse(await watch.LookAsync(CancellationToken.None));
        Assert.IsTrue(await watch.LookAsync(CancellationToken.None));

        Assert.AreEqual("its daemon gave no answer", File.ReadAllText(Session.OffIn(_folder.Location)));
    }

    [TestMethod]
    public async Task WhatAnswers_IsLeftAlone()
    {
        using var watch = Watch([null], counts: true);

        Assert.IsFalse(await watch.LookAsync(CancellationToken.None));
        Assert.IsFalse(File.Exists(Session.OffIn(_folder.Location)));
        Assert.AreEqual(0, _ended);
    }

    private BackEndWatch Watch(string?[] answers, bool counts)
    {
        var asked = 0;
        return new BackEndWatch(_folder.Location, _ => Task.FromResult(answers[asked++]), _ => Task.FromResult(counts), () => _ended++);
    }
}
