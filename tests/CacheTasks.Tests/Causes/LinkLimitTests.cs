using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class LinkLimitTests
{
    private static readonly LinkLimit s_cause = new();
    private static readonly SampledFile s_full = MadeSample.File(links: 65000);
    private static readonly Failure s_link = MadeFailure.Of(Operation.SampleLink, Errno.EMLINK, s_full);

    [TestMethod]
    [DataRow(31, DisplayName = "EMLINK")]
    [DataRow(34, DisplayName = "ERANGE: ntfs-3g")]
    public void TooManyLinks_AreExplained(int errno) =>
        s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    // A number near the limit alone is no failure.
    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, s_full);

    [TestMethod]
    public void Description_HasTheNumber()
    {
        s_cause.Says(s_link, MadePair.OneMount, "the cache's file /cache/uv/archive-v0/0/0.py has 65,000 links, as many as ext4 allows");
        s_cause.Says(new Failure(Operation.Hardlink, Errno.ERANGE), MadePair.OneMount, "ext4 allows no further link (ERANGE)");
    }

    [TestMethod]
    public void Check_CountsTheLinks() => s_cause.Checks(s_link, MadePair.OneMount, "stat -c %h /cache/uv/archive-v0/0/0.py");

    [TestMethod]
    public void Evidence_HasTheNumber() => s_cause.Shows(
        s_link,
        MadePair.OneMount,
        "file=/cache/uv/archive-v0/0/0.py",
        "owner=1000",
        "group=1000",
        "mode=0644",
        "links=65000",
        "user=1000",
        "errno=EMLINK");

    [TestMethod]
    public void Remedies_AreAnUpdateOrFewerEnvironments() => s_cause.Advises(
        s_link,
        MadePair.OneMount,
        "Update the tool: uv 0.10.9 and later replace such a file by a copy of it and go on.",
        "Or delete environments that nobody needs: `find /src -xdev -samefile /cache/uv/archive-v0/0/0.py` names them.");
}
