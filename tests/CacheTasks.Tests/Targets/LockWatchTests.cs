using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

/// <summary>A watch that looks when the test says so; that a build starts and ends it is shown in LockedTargetTests.</summary>
[TestClass]
public sealed class LockWatchTests : IDisposable
{
    private readonly TemporaryDirectory _target = new("watch");
    private readonly List<LockWait> _said = [];

    public LockWatchTests()
    {
        Directory.CreateDirectory(_target["debug"]);
        File.WriteAllText(_target["debug", ".cargo-lock"], "");
        File.WriteAllText(_target["other"], "");
    }

    public void Dispose() => _target.Dispose();

    [TestMethod]
    public void ChildThatWaits_IsSaidOnce()
    {
        using var holder = Locker.Hold(_target["debug", ".cargo-lock"]);
        using var waiter = Locker.Wait(_target["debug", ".cargo-lock"]);
        using var watch = Watch(TimeSpan.Zero);

        watch.Look();
        watch.Look();

        Assert.StartsWith($"profile debug, held by PID {holder.Id} (", _said.Single().Lock);
        var wait = watch.End()!;
        Assert.AreEqual((true, true, true), (wait.IsOver, wait.WasSaid, wait.IsLong));
    }

    [TestMethod]
    public void ShortWait_IsKnownAfterwards()
    {
        using var holder = Locker.Hold(_target["debug", ".cargo-lock"]);
        using var waiter = Locker.Wait(_target["debug", ".cargo-lock"]);
        using var watch = Watch(TimeSpan.FromHours(1));

        watch.Look();

        AssertLines.None(_said);
        Assert.AreEqual((false, false), (watch.End()!.IsLong, watch.End()!.WasSaid));
    }

    [TestMethod]
    public void WaitThatCannotBeSaidNow_IsLeftToSayAfterwards()
    {
        using var holder = Locker.Hold(_target["debug", ".cargo-lock"]);
        using var waiter = Locker.Wait(_target["debug", ".cargo-lock"]);
        using var watch = Watch(TimeSpan.Zero, canSay: false);

        watch.Look();

        var wait = watch.End()!;
        Assert.AreEqual((true, false), (wait.IsLong, wait.WasSaid));
        Assert.MatchesRegex(
            $"^the step waited 0 s for a lock of the target /t: profile debug, held by PID {holder.Id} \\(sleep 600.*\\)\\. Give each user and checkout a target",
            wait.Describe(new MadeStep(("TargetDirectory", "/t")).Step).Text);
    }

    [TestMethod]
    public void LockOfAnotherTarget_IsNoMatter()
    {
        using var holder = Locker.Hold(_target["other"]);
        using var waiter = Locker.Wait(_target["other"]);
        using var watch = Watch(TimeSpan.Zero);

        watch.Look();

        Assert.IsNull(watch.End());
    }

    [TestMethod]
    public void LockThatNobodyWaitsFor_IsNoMatter()
    {
        using var holder = Locker.Hold(_target["debug", ".cargo-lock"]);
        using var watch = Watch(TimeSpan.Zero);

        watch.Look();

        Assert.IsNull(watch.End());
    }

    [TestMethod]
    public void WaiterOfAnotherBuild_IsNoMatter()
    {
        using var holder = Locker.Hold(_target["debug", ".cargo-lock"]);
        using var waiter = Locker.Wait(_target["debug", ".cargo-lock"]);
        using var watch = Watch(TimeSpan.Zero, new MadeProcesses());

        watch.Look();

        Assert.IsNull(watch.End());
    }

    // A step without a profile's folder yet: its tool makes it, and then waits for somebody quicker.
    [TestMethod]
    public void LockFileThatTheStepMakes_IsFound()
    {
        using var watch = Watch(TimeSpan.Zero);
        Directory.CreateDirectory(_target["release"]);
        File.WriteAllText(_target["release", ".cargo-lock"], "");
        using var holder = Locker.Hold(_target["release", ".cargo-lock"]);
        using var waiter = Locker.Wait(_target["release", ".cargo-lock"]);

        watch.Look();

        Assert.StartsWith("profile release, held by", _said.Single().Lock);
    }

    [TestMethod]
    public void StartedWatch_EndsAtOnce()
    {
        var watch = Watch(TimeSpan.Zero);
        watch.Start();

        Assert.IsNull(watch.End());
        Assert.IsNull(watch.End());
    }

    private LockWatch Watch(TimeSpan limit, IProcesses? processes = null, bool canSay = true) => Watches.Make(
        _target.Location,
        limit,
        wait =>
        {
            _said.Add(wait);
            return canSay;
        },
        processes);
}
