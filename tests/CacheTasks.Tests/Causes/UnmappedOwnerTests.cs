using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class UnmappedOwnerTests
{
    private static readonly UnmappedOwner s_cause = new();
    private static readonly SampledFile s_nobodys = MadeSample.File(owner: HostFacts.OverflowUser);
    private static readonly Failure s_link = MadeFailure.Of(Operation.SampleLink, Errno.EPERM, s_nobodys);

    [TestMethod]
    public void OwnerWithoutAnId_IsExplained()
    {
        s_cause.ExplainsOnly(MadePair.FewIds, Errno.EPERM, s_nobodys, Operation.ReadSample, Operation.SampleLink);
        s_cause.ExplainsOnly(MadePair.FewIds, Errno.EACCES, s_nobodys, Operation.ReadSample, Operation.SampleLink);
    }

    // An ID that does not fit into the mount's or namespace's map.
    [TestMethod]
    public void Overflow_IsExplainedWhereverItHappens() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EOVERFLOW, Enum.GetValues<Operation>());

    // The user "nobody" has this number where all are mapped.
    [TestMethod]
    public void NobodysFile_HasAnotherCauseWhereAllAreMapped() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, s_nobodys);

    [TestMethod]
    public void MappedOwner_HasAnotherCause() => s_cause.ExplainsOnly(MadePair.FewIds, Errno.EPERM, MadeSample.File(owner: 1));

    [TestMethod]
    public void Description_SaysHowTheOwnerShows() => s_cause.Says(
        s_link,
        MadePair.FewIds,
        "the owner of the cache's file /cache/uv/archive-v0/0/0.py has no ID in this user namespace (it shows as 65534), so user 1000 may not link it");

    [TestMethod]
    public void DescriptionWithoutAFile_HasTheError() => s_cause.Says(
        new Failure(Operation.CreateInCache, Errno.EOVERFLOW), MadePair.FewIds, "an owner has no ID in this user namespace or on this mount (EOVERFLOW)");

    [TestMethod]
    public void Check_ShowsTheMap() => s_cause.Checks(s_link, MadePair.FewIds, "cat /proc/self/uid_map; stat -c '%u %a' /cache/uv/archive-v0/0/0.py");

    [TestMethod]
    public void Evidence_IsOfTheFile() => s_cause.Shows(
        s_link,
        MadePair.FewIds,
        "file=/cache/uv/archive-v0/0/0.py",
        "owner=65534",
        "group=65534",
        "mode=0644",
        "links=1",
        "user=1000",
        "errno=EPERM");

    [TestMethod]
    public void Remedies_BeginWithACacheOfItsOwn() => s_cause.Advises(
        s_link,
        MadePair.FewIds,
        "Give the build a cache of its own: set CacheDirectory to a folder that it can write.",
        "Or start the container with the owner mapped (podman: --userns=keep-id; docker: without userns-remap for this volume).");
}
