using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class SharedLockTests
{
    // cargo 1.96 came with two further lock files and shares the old one; the pre-releases of it too.
    [TestMethod]
    [DataRow("1.60.0", true)]
    [DataRow("1.92.0", true)]
    [DataRow("1.95.0", true)]
    [DataRow("1.96.0-nightly", false)]
    [DataRow("1.97.0-nightly", false)]
    [DataRow("", true, DisplayName = "version not known")]
    public void CargoLock_IsSharedFrom196On(string version, bool exclusive)
    {
        var cargo = MadeProfile.Shipped("cargo");

        Assert.AreEqual(exclusive, cargo.LocksExclusively(".cargo-lock", ToolVersions.Find(version)));
        Assert.IsTrue(cargo.LocksExclusively(".cargo-build-lock", ToolVersions.Find(version)));
        AssertLines.Equal([".cargo-lock", ".cargo-build-lock", ".cargo-artifact-lock"], cargo.LockFiles);
    }

    [TestMethod]
    public void Row_NamesSeveralFiles() => AssertLines.Equal(
        ["[1.0.0, ) a", "[1.0.0, ) b", "[2.0.0, ) c"], SharedLock.ParseAll("[1.0,): a, b; [2.0,): c").Select(row => $"{row.Versions.ToNormalizedString()} {row.File}"));

    [TestMethod]
    public void RowWithoutRange_IsQuoted() => Assert.AreEqual(
        "SharedLocks '.lock' is not '<version range>: <file name>, …'", Assert.ThrowsExactly<FormatException>(() => MadeProfile.Of(("SharedLocks", ".lock"))).Message);
}
