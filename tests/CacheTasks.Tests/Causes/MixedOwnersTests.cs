using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class MixedOwnersTests
{
    private static readonly MixedOwners s_cause = new();
    private static readonly SampledFile s_first = MadeSample.File();
    private static readonly SampledFile s_later = MadeSample.File(owner: 0, number: 3);
    private static readonly Failure s_halfWay = new(Operation.LaterFile, Errno.EPERM) { File = s_later, FirstFile = s_first };

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM: it cannot be linked")]
    [DataRow(13, DisplayName = "EACCES: it cannot be read")]
    public void LaterFileOfSomebodyElse_IsExplained(int errno) => s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), s_later, Operation.LaterFile);

    [TestMethod]
    public void LaterFileOfTheSameOwner_HasAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, MadeSample.File(number: 3));

    // A full link count or a broken disk is no question of owners.
    [TestMethod]
    [DataRow(31, DisplayName = "EMLINK")]
    [DataRow(5, DisplayName = "EIO")]
    public void AnotherError_IsAnotherCause(int errno) => s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), s_later);

    [TestMethod]
    public void Description_NamesBothFilesAndOwners() => s_cause.Says(
        s_halfWay,
        MadePair.OneMount,
        "files of one package in the cache belong to several users: /cache/uv/archive-v0/0/0.py to 1000, /cache/uv/archive-v0/0/3.py to 0 (mode 0644), which user 1000 cannot use the same way (EPERM)");

    [TestMethod]
    public void Check_FindsForeignFiles() => s_cause.Checks(s_halfWay, MadePair.OneMount, "find /src/uv ! -user 1000 | head");

    [TestMethod]
    public void Evidence_HasBothFiles() => s_cause.Shows(
        s_halfWay,
        MadePair.OneMount,
        "file=/cache/uv/archive-v0/0/3.py",
        "owner=0",
        "group=0",
        "mode=0644",
        "links=1",
        "user=1000",
        "errno=EPERM",
        "firstFile=/cache/uv/archive-v0/0/0.py",
        "firstOwner=1000");

    [TestMethod]
    public void Remedies_BeginWithACacheOfItsOwn() => s_cause.Advises(
        s_halfWay,
        MadePair.OneMount,
        "Give this user a cache of its own: set CacheDirectory to a folder on the target's filesystem.",
        "Or give the files back to one user: `chown -R 1000 /src/uv`.",
        "Or share the cache by a group: `chgrp -R GROUP`, `chmod -R g+rwX`, setgid folders, and umask 002 for all who use it.");
}
