using CacheTasks.Progress;

namespace CacheTasks.Tests.Progress;

[TestClass]
public sealed class ProgressTextTests
{
    private TimeSpan _now = TimeSpan.FromMinutes(5);

    [TestMethod]
    public void KnownTotal_HasRateAndTimeLeft()
    {
        var progress = Begin(work => work.Begin("copying", "files", 12_170));
        progress.Add(1_204);

        Assert.AreEqual("copying 1,204 of 12,170 files, 1,204 files/s, 10 s left", After(progress, seconds: 1));
    }

    [TestMethod]
    public void Groups_TellTheTimeLeft()
    {
        var progress = Begin(work => work.BeginGroups("seeding", "files", 120, "packages"));
        progress.Add(6_800);
        for (var package = 0; package < 30; package++)
        {
            progress.AddGroup();
        }

        Assert.AreEqual("seeding 6,800 files, 30 of 120 packages, 3,400 files/s, 6 s left", After(progress, seconds: 2));
    }

    [TestMethod]
    public void UnknownTotal_HasNoTimeLeft()
    {
        var progress = Begin(work => work.Begin("scanning", "entries"));
        progress.Add(50);

        Assert.AreEqual("scanning 50 entries, 25 entries/s", After(progress, seconds: 2));
    }

    [TestMethod]
    public void NothingDoneYet_SaysNothingOfTime() =>
        Assert.AreEqual("copying 0 of 10 files", After(Begin(work => work.Begin("copying", "files", 10)), seconds: 30));

    [TestMethod]
    public void NothingKnown_SaysNothing() => Assert.IsNull(After(Begin(work => work.Begin("scanning", "entries")), seconds: 30));

    [TestMethod]
    public void LongTime_IsInMinutes()
    {
        var progress = Begin(work => work.Begin("copying", "files", 1000));
        progress.Add(10);

        Assert.AreEqual("copying 10 of 1,000 files, 1 files/s, 16 min 30 s left", After(progress, seconds: 10));
    }

    [TestMethod]
    public void MoreThanWasCounted_IsNoNonsense()
    {
        var progress = Begin(work => work.Begin("copying", "files", 10));
        progress.Add(12);

        Assert.AreEqual("copying 12 of 12 files, 12 files/s", After(progress, seconds: 1));
    }

    [TestMethod]
    public void NewStage_CountsAnew()
    {
        var progress = Begin(work => work.Begin("copying", "files", 10));
        progress.Add(10);
        After(progress, seconds: 100);
        progress.Begin("removing", "files", 10);
        progress.Add(5);

        Assert.AreEqual("removing 5 of 10 files, 5 files/s, 1 s left", After(progress, seconds: 1));
    }

    [TestMethod]
    public void NoStage_SaysNothing()
    {
        var progress = Begin(work => work.Begin("copying", "files"));
        progress.End();
        progress.Add(3);

        Assert.IsNull(progress.Text);
    }

    private WorkProgress Begin(Action<WorkProgress> begin)
    {
        var progress = new WorkProgress(() => _now);
        begin(progress);
        return progress;
    }

    private string? After(WorkProgress progress, int seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        return progress.Text;
    }
}
