using CacheTasks.Platform;
using CacheTasks.Platform.Linux;

namespace CacheTasks.Tests.Platform;

/// <summary>Lines as kernels print them (lock_get_status in fs/locks.c).</summary>
[TestClass]
public class LockLineTests
{
    [TestMethod]
    [DataRow("1: FLOCK  ADVISORY  WRITE 4711 fe:00:11682683 0 EOF", LockKind.Flock, true, 4711, "254:0", 11682683UL, false)]
    [DataRow("12: FLOCK  ADVISORY  READ  4711 00:2a:257 0 EOF", LockKind.Flock, false, 4711, "0:42", 257UL, false)]
    [DataRow("1: -> FLOCK  ADVISORY  WRITE 4712 fe:00:11682683 0 EOF", LockKind.Flock, true, 4712, "254:0", 11682683UL, true)]
    [DataRow("1:  -> FLOCK  ADVISORY  WRITE 4713 fe:00:11682683 0 EOF", LockKind.Flock, true, 4713, "254:0", 11682683UL, true, DisplayName = "one that waits for one that waits")]
    [DataRow("3: POSIX  ADVISORY  WRITE 99 103:05:7 128 128", LockKind.Posix, true, 99, "259:5", 7UL, false, DisplayName = "numbers of more than two digits")]
    [DataRow("4: OFDLCK ADVISORY  READ -1 08:01:7 0 EOF", LockKind.OpenFile, false, -1, "8:1", 7UL, false)]
    [DataRow("5: LEASE  ACTIVE    WRITE 99 08:01:7 0 EOF", LockKind.Other, true, 99, "8:1", 7UL, false)]
    public void Row_IsRead(string line, object kind, bool exclusive, int process, string device, ulong inode, bool waiting)
    {
        var row = LockLine.Parse(line)!.Value;

        Assert.AreEqual((kind, exclusive, process, device, inode, waiting), (row.Kind, row.IsExclusive, row.ProcessId, row.Device, row.Inode, row.IsWaiting));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1: FLOCK  ADVISORY  WRITE 4711")]
    [DataRow("1: FLOCK  ADVISORY  WRITE 4711 <none>:0 0 EOF")]
    [DataRow("one: FLOCK  ADVISORY  WRITE 4711 fe:00:1 0 EOF")]
    [DataRow("1: FLOCK  ADVISORY  WRITE many fe:00:1 0 EOF")]
    public void OtherLine_IsNoRow(string line) => Assert.IsNull(LockLine.Parse(line));

    [TestMethod]
    public void Id_JoinsALockAndWhoWaits() => Assert.AreEqual(
        LockLine.Parse("7: FLOCK  ADVISORY  WRITE 1 fe:00:1 0 EOF")!.Value.Id, LockLine.Parse("7: -> FLOCK  ADVISORY  WRITE 2 fe:00:1 0 EOF")!.Value.Id);
}
