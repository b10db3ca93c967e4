using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class ProcessTextTests
{
    [TestMethod]
    public void ProcessOfAnotherDay_HasItsDate() => Assert.AreEqual(
        "PID 5 (cargo test, user 1002, since 2024-02-29 23:59:58)", Of(new ProcessFacts(5, 1, 1002, "cargo test", new DateTime(2024, 2, 29, 23, 59, 58, DateTimeKind.Local))));

    [TestMethod]
    public void UnknownUserAndTime_AreLeftOut() => Assert.AreEqual("PID 5 ([cargo])", Of(new ProcessFacts(5, 1, null, "[cargo]", null)));

    // hidepid shows no process of another user, but signals tell that it exists.
    [TestMethod]
    public void HiddenProcess_IsAPid() => Assert.AreEqual("PID 1 (of another user, who is not shown here)", Text().Of(1));

    [TestMethod]
    public void EndedProcess_LeftItsLockToAChild()
    {
        using var ended = new Command("true").Start();
        ended.WaitForExit();

        Assert.AreEqual($"PID {ended.Id} (ended, but a process that it started still has the lock)", Text().Of(ended.Id));
    }

    private static string Of(ProcessFacts process) => Text(process).Of(process.Id);

    private static ProcessText Text(params ReadOnlySpan<ProcessFacts> processes) =>
        new(new MadeProcesses(processes), FileSystem.Current!, new OwnerNames(MadeUsers.Of(), HostFacts.Plain));
}
