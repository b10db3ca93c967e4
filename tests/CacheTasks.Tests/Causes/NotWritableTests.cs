using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class NotWritableTests
{
    private static readonly NotWritable s_cause = new();
    private static readonly Pair s_rootsCache = MadePair.OneMount with { Cache = MadePlace.On(MadePlace.Ext4AtSrc, "/src/cache", owner: 0) };
    private static readonly Pair s_rootsTarget = MadePair.OneMount with { Target = MadePlace.On(MadePlace.Ext4AtSrc, "/src/env", owner: 0) };
    private static readonly Failure s_inCache = new(Operation.CreateInCache, Errno.EACCES);
    private static readonly Failure s_inTarget = new(Operation.CreateInTarget, Errno.EACCES);

    private static readonly Failure s_copy = new(Operation.WriteToCopy, Errno.EACCES) { File = MadeSample.File(mode: 0x124) };

    [TestMethod]
    public void RefusedCreation_IsExplained() =>
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EACCES, Operation.CreateInCache, Operation.CreateInTarget, Operation.OpenInCache, Operation.WriteToCopy);

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM: immutable, or protected hard links")]
    [DataRow(30, DisplayName = "EROFS")]
    public void AnotherError_IsAnotherCause(int errno) => s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno));

    [TestMethod]
    public void Description_NamesOwnerModeAndUser() => s_cause.Says(
        s_inCache, s_rootsCache, "/src/cache belongs to user 0, group 1000, mode 0755, and user 1000 may not write there");

    [TestMethod]
    public void Evidence_IsOfTheSideThatRefused()
    {
        s_cause.Shows(s_inCache, s_rootsCache, "directory=/src/cache", "owner=0", "group=1000", "mode=0755", "user=1000");
        s_cause.Shows(s_inTarget, s_rootsTarget, "directory=/src/env", "owner=0", "group=1000", "mode=0755", "user=1000");
    }

    // uv copies RECORD with its mode and then writes into the copy.
    [TestMethod]
    public void ReadOnlyFileThatIsRewritten_IsNamed()
    {
        s_cause.Says(s_copy, MadePair.OneMount, "the cache's file /cache/uv/archive-v0/0/0.py has mode 0444, its copy gets the same, and the tool has to write to the copy");
        s_cause.Checks(s_copy, MadePair.OneMount, "stat -c '%u %a' /cache/uv/archive-v0/0/0.py");
        s_cause.Advises(s_copy, MadePair.OneMount, "Let owners write the cache's files: `chmod -R u+w /src/uv`.");
        Assert.AreEqual("0444", s_cause.Evidence(s_copy, MadePair.OneMount)["mode"]);
    }

    [TestMethod]
    public void Check_ShowsEveryFolderOnTheWay() => s_cause.Checks(s_inTarget, s_rootsTarget, "namei -l /src/env; id");

    [TestMethod]
    public void UnwritableCache_IsLeftToOthers() => s_cause.Advises(
        s_inCache,
        s_rootsCache,
        "Give this user a cache of its own: set CacheDirectory to a folder on the target's filesystem.",
        "Or let the users of the cache share a group: `chgrp -R GROUP`, `chmod -R g+rwX` and setgid folders, and umask 002.");

    [TestMethod]
    public void UnwritableTarget_ChangesItsOwner() => s_cause.Advises(
        s_inTarget, s_rootsTarget, "Set TargetDirectory to a folder that user 1000 can write, or change the owner: `chown 1000 /src/env`.");
}
