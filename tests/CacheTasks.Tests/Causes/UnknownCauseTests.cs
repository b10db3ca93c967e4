using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class UnknownCauseTests
{
    private static readonly UnknownCause s_cause = new();
    private static readonly Failure s_odd = new(Operation.SampleLink, new Errno(200));

    [TestMethod]
    public void Description_HasTheNumberOfAnErrorWithoutAName() => s_cause.Says(
        s_odd,
        MadePair.TwoMounts,
        "hard-linking one of the cache's own files failed with errno 200 (errno 200) between 31 /cache ext4 8:1 and 36 /src ext4 8:1");

    [TestMethod]
    public void Description_HasTheTextOfAKnownError() => s_cause.Says(
        new Failure(Operation.Symlink, Errno.EPERM),
        MadePair.OneMount,
        "making a symlink failed with EPERM (Operation not permitted) between 36 /src ext4 8:1 and 36 /src ext4 8:1");

    [TestMethod]
    public void Evidence_HasAllThatWasObserved() => s_cause.Shows(
        s_odd,
        MadePair.TwoMounts,
        "operation=hard-linking one of the cache's own files",
        "errno=errno 200",
        "cacheMount=31 /cache ext4 8:1",
        "cacheOptions=rw,relatime rw",
        "cacheOwner=1000:1000 0755",
        "targetMount=36 /src ext4 8:1",
        "targetOptions=rw,relatime rw",
        "targetOwner=1000:1000 0755",
        "user=1000");

    [TestMethod]
    public void Remedies_AskForTheRecord() =>
        Assert.IsTrue(s_cause.Remedies(s_odd, MadePair.OneMount).Any(remedy => remedy.Contains("cachetasks/*.json")));
}
