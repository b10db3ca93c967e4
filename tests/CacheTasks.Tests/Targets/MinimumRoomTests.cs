using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class MinimumRoomTests
{
    [TestMethod]
    [DataRow("", 1UL << 30)]
    [DataRow("0", 0UL)]
    [DataRow("4096", 4096UL)]
    [DataRow("20k", 20480UL)]
    [DataRow(" 512M ", 512UL << 20)]
    [DataRow("3G", 3UL << 30)]
    [DataRow("2T", 2UL << 40)]
    public void Size_IsRead(string text, ulong bytes)
    {
        Assert.AreEqual(bytes, MinimumRoom.Parse(text, out var fault).Bytes);
        Assert.IsNull(fault);
    }

    [TestMethod]
    [DataRow("much")]
    [DataRow("-1")]
    [DataRow("1.5G")]
    [DataRow("G")]
    [DataRow("99999999999999T")]
    public void SizeThatCannotBeRead_IsSaid(string text)
    {
        Assert.AreEqual(MinimumRoom.Default, MinimumRoom.Parse(text, out var fault));
        Assert.AreEqual($"CacheTasksMinimumRoom=\"{text}\" is not valid, so 1G is used. Valid is a number of bytes, also with K, M, G or T; 0 for no check.", fault!.Text);
    }

    [TestMethod]
    [DataRow(1UL << 30, 10_000UL, false, null)]
    [DataRow(300UL << 20, 99_999UL, false, "300 MiB left on its filesystem, less than 1 GiB. To see it: `df -h ")]
    [DataRow(9UL << 30, 9_999UL, false, "9999 inodes left on its filesystem, less than 10000 inodes. To see it: `df -i ")]
    [DataRow(0UL, 99_999UL, true, "0 MiB left within the quota of user 7 (dev), less than 1 GiB. To see it: `quota -s`")]
    public void LittleRoom_IsSaid(ulong bytes, ulong inodes, bool quota, string? text)
    {
        var finding = Check(MinimumRoom.Default, new Room(bytes, inodes, quota));

        Assert.AreEqual(text is null, finding is null);
        Assert.Contains(text ?? "", finding ?? "");
    }

    [TestMethod]
    public void UnknownRoom_IsEnough() => Assert.IsNull(Check(MinimumRoom.Default, null));

    // btrfs has no fixed number of inodes.
    [TestMethod]
    public void NoFixedInodes_AreEnough() => Assert.IsNull(Check(MinimumRoom.Default, new Room(1UL << 40, null, ByQuota: false)));

    [TestMethod]
    public void Zero_AsksNothing() => Assert.IsNull(Check(new MinimumRoom(0), new Room(0, 0, ByQuota: false)));

    // The numbers of df, which asks the same filesystem.
    [TestMethod]
    public void Room_IsWhatDfShows()
    {
        using var folder = new TemporaryDirectory("room");
        FileSystem.Current!.OpenDirectory(folder.Location, out var handle);
        using (handle)
        {
            var before = Df(folder.Location);
            var room = FileSystem.Room!.Left(handle, FileSystem.Users!.Effective, 0)!.Value;
            var after = Df(folder.Location);

            Assert.IsInRange(Math.Min(before, after) - (64UL << 20), Math.Max(before, after) + (64UL << 20), room.Bytes);
        }
    }

    private static ulong Df(string folder) =>
        ulong.Parse(new Command("df", "-B1", "--output=avail", folder).Run().OrFail().StandardOutput.Split('\n')[1].Trim(), System.Globalization.CultureInfo.InvariantCulture);

    private static string? Check(MinimumRoom minimum, Room? left)
    {
        using var folder = new TemporaryDirectory("room");
        using var root = SharedRoot.Open(FileSystem.Current!, FileSystem.Users!, folder.Location, out _);
        return minimum.Check(new MadeRoom(left), new MadeUsers { Effective = 7, Logins = { [7] = "dev" } }, root!)?.Text;
    }

    private sealed class MadeRoom(Room? left) : IRoom
    {
        public Room? Left(SafeFileHandle directory, uint user, uint group) => left;
    }
}
