using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class ReadOnlyMountTests
{
    private static readonly ReadOnlyMount s_cause = new();
    private static readonly Pair s_readOnlyBind = MadePair.Of(MadePlace.Ext4AtCache with { Options = "ro,relatime" }, MadePlace.Ext4AtSrc);
    private static readonly Pair s_readOnlyTarget =
        MadePair.Of(MadePlace.Ext4AtCache, new MountInfo(50, "7:0", "/", "/media", "ro,relatime", "iso9660", "/dev/loop0", "ro"));

    private static readonly Failure s_inCache = new(Operation.CreateInCache, Errno.EROFS);
    private static readonly Failure s_inTarget = new(Operation.CreateInTarget, Errno.EROFS);

    [TestMethod]
    public void ReadOnlyError_IsExplainedWhereverItHappens() =>
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EROFS, Enum.GetValues<Operation>());

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(s_readOnlyBind, Errno.EACCES);

    [TestMethod]
    public void ReadOnlyBind_IsCalledAMount() =>
        s_cause.Says(s_inCache, s_readOnlyBind, "/cache/uv is on a read-only mount (31 /cache ext4 8:1)");

    [TestMethod]
    public void ReadOnlyFilesystem_IsCalledOne() =>
        s_cause.Says(s_inTarget, s_readOnlyTarget, "/media/app/.venv is on a read-only filesystem (50 /media iso9660 7:0)");

    // A read-only snapshot, and a read-only export, show "rw" in the mount table (measured).
    [TestMethod]
    public void ReadOnlyThatTheMountTableHides_IsSaidSo()
    {
        s_cause.Says(
            s_inCache, MadePair.OneBtrfs, "/vol/uv cannot be written though its mount is not read-only (50 /vol btrfs 0:50): it lies in a read-only subvolume or snapshot");
        s_cause.Says(
            s_inTarget, MadePair.Server, "/mnt/4e/app/.venv cannot be written though its mount is not read-only (44 /mnt/4e nfs4 0:33): the server exports it read-only (127.0.0.1:/srv/e)");
        s_cause.Says(
            s_inTarget, MadePair.OneMount, "/src/app/.venv cannot be written though its mount is not read-only (36 /src ext4 8:1): the filesystem below it is read-only");
    }

    [TestMethod]
    public void WhatTheMountTableHides_IsMadeWritableWhereItIsReadOnly()
    {
        Assert.AreEqual("Or make the subvolume writable: `btrfs property set -ts SUBVOLUME ro false` (`btrfs subvolume show` names it).", s_cause.Remedies(s_inCache, MadePair.OneBtrfs)[^1]);
        Assert.AreEqual("Or have the server export it writable.", s_cause.Remedies(s_inTarget, MadePair.Server)[^1]);
        s_cause.Checks(s_inCache, MadePair.OneBtrfs, "touch /vol/uv/probe; rm -f /vol/uv/probe");
    }

    [TestMethod]
    public void Check_ShowsTheOptions() => s_cause.Checks(s_inCache, s_readOnlyBind, "findmnt -no TARGET,FSTYPE,OPTIONS -T /cache/uv");

    [TestMethod]
    public void Evidence_HasTheOptionsOfBoth() => s_cause.Shows(
        s_inCache, s_readOnlyBind, "directory=/cache/uv", "mount=31 /cache ext4 8:1", "mountOptions=ro,relatime", "filesystemOptions=rw");

    [TestMethod]
    public void ReadOnlyCache_CanBeReplacedOrRemounted() => s_cause.Advises(
        s_inCache,
        s_readOnlyBind,
        "Give the step a cache of its own that it can write: set CacheDirectory to a folder on the target's filesystem.",
        "Or mount it writable: `mount -o remount,rw /cache`.");

    [TestMethod]
    public void ReadOnlyImage_CanBeReplacedOrUnpacked() => s_cause.Advises(
        s_inTarget,
        s_readOnlyTarget,
        "Set TargetDirectory to a folder that can be written.",
        "Or unpack the image to a filesystem that can be written.");
}
