using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class ForeignOwnerTests
{
    private static readonly ForeignOwner s_cause = new();
    private static readonly SampledFile s_roots = MadeSample.File(owner: 0);
    private static readonly Failure s_link = MadeFailure.Of(Operation.SampleLink, Errno.EPERM, s_roots);
    private static readonly Failure s_read = MadeFailure.Of(Operation.ReadSample, Errno.EACCES, MadeSample.File(owner: 0, mode: 0x180));

    [TestMethod]
    public void FileOfSomebodyElse_IsExplained()
    {
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, s_roots, Operation.SampleLink);
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EACCES, s_roots, Operation.ReadSample);
    }

    [TestMethod]
    public void OwnFile_HasAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, MadeSample.File());

    [TestMethod]
    public void FreshFile_HasAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM);

    // 1012: the flag forbids it to everybody.
    [TestMethod]
    public void FlaggedFile_HasAnotherCause() =>
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, MadeSample.File(owner: 0, attributes: InodeAttributes.Immutable));

    // 1011: 65534 is nobody's number in a namespace that has not all.
    [TestMethod]
    public void UnmappedOwner_IsAnotherCauseWhereNotAllAreMapped()
    {
        var nobodys = MadeSample.File(owner: HostFacts.OverflowUser);

        s_cause.ExplainsOnly(MadePair.FewIds, Errno.EPERM, nobodys);
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, nobodys, Operation.SampleLink);
    }

    [TestMethod]
    public void WithoutTheSysctl_AnotherCause() =>
        s_cause.ExplainsOnly(MadePair.OneMount with { Host = HostFacts.Plain with { ProtectedHardlinks = false } }, Errno.EPERM, s_roots);

    [TestMethod]
    public void Description_NamesOwnerModeAndUser()
    {
        s_cause.Says(
            s_link,
            MadePair.OneMount,
            "the cache's file /cache/uv/archive-v0/0/0.py belongs to user 0, group 0, mode 0644, and user 1000 may not link a file that it cannot write (fs.protected_hardlinks=1)");
        s_cause.Says(
            s_read, MadePair.OneMount, "the cache's file /cache/uv/archive-v0/0/0.py belongs to user 0, group 0, mode 0600, and user 1000 may not read it");
    }

    [TestMethod]
    public void Check_ShowsSysctlFileAndUser() =>
        s_cause.Checks(s_link, MadePair.OneMount, "sysctl fs.protected_hardlinks; stat -c '%u:%g %a' /cache/uv/archive-v0/0/0.py; id -u");

    [TestMethod]
    public void CheckOfAnUnreadableFile_ShowsEveryFolderOnTheWay() => s_cause.Checks(s_read, MadePair.OneMount, "namei -l /cache/uv/archive-v0/0/0.py; id");

    // What cannot be read cannot be cloned either.
    [TestMethod]
    public void UnreadableFile_IsNotAdvisedToBeCloned() =>
        Assert.HasCount(2, s_cause.Remedies(s_read, MadePair.OneMount with { Clones = true }));

    [TestMethod]
    public void Evidence_HasAllThatDecides() => s_cause.Shows(
        s_link,
        MadePair.OneMount,
        "file=/cache/uv/archive-v0/0/0.py",
        "owner=0",
        "group=0",
        "mode=0644",
        "links=1",
        "user=1000",
        "errno=EPERM",
        "protectedHardlinks=1");

    [TestMethod]
    public void Remedies_BeginWithACacheOfItsOwn() => s_cause.Advises(
        s_link,
        MadePair.OneMount with { Clones = true },
        "Give this user a cache of its own: set CacheDirectory to a folder on the target's filesystem.",
        "Or let the users of the cache share a group: `chgrp -R GROUP`, `chmod -R g+rwX` and setgid folders, and umask 002.",
        "Clones of readable files work here: LinkMode=\"clone\".");
}
