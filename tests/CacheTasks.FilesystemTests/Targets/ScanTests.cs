using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Where a scan for other users' entries does not go, and what it finds where it goes, against find(1).</summary>
[TestClass]
public sealed class ScanTests : LabTest
{
    private const uint Other = 4001;

    public static IEnumerable<object[]> Filesystems =>
        [[nameof(Fixtures.Ext4SameMount)], [nameof(Fixtures.Btrfs)], [nameof(Fixtures.Xfs)], [nameof(Fixtures.Tmpfs)], [nameof(Fixtures.Overlay)], [nameof(Fixtures.Bindfs)], [nameof(Fixtures.Exfat)]];

    [TestMethod]
    [DynamicData(nameof(Filesystems))]
    public void Counts_AreThoseOfFind(string fixture)
    {
        var lab = Open(Fixtures.All.Single(one => one.Name == fixture));
        var target = Fill(lab);
        new Command("sh", "-c", $"chown {Other} {target}/many/1*; chown -h {Other} {target}/deep/a/link; chown -R {Other} {target}/deep/a/b").Run();
        var user = FileSystem.Current!.EffectiveUser;
        var found = new Command("find", target, "!", "-uid", $"{user}").Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var all = new Command("find", target, "-mindepth", "1").Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var scan = Scan(target, user);

        Assert.AreEqual(found.Length, scan.Owners.Values.Sum());
        Assert.AreEqual(all.Length, scan.Entries);
        Assert.AreEqual(fixture != nameof(Fixtures.Exfat), found.Length > 0, "the filesystem has owners, or has none");
    }

    [TestMethod]
    public void OtherMount_IsNotEntered()
    {
        var lab = Open(Fixtures.Ext4SameMount);
        var target = Fill(lab);
        var point = Path.Combine(target, "mounted");
        Directory.CreateDirectory(point);
        lab.Mount(point, "-t", "tmpfs", "tmpfs", point);
        File.WriteAllText(Path.Combine(point, "file"), "");
        Lab.System("chown", "-R", $"{Other}", point);

        var scan = Scan(target, FileSystem.Current!.EffectiveUser);

        // The mount's root is an entry of the target; what is below it is not.
        Assert.AreEqual(1, scan.Owners[Other]);
    }

    [TestMethod]
    public void BindOfTheSameFilesystem_IsNotEntered()
    {
        var lab = Open(Fixtures.Ext4SameMount);
        var target = Fill(lab);
        var point = Path.Combine(target, "bound");
        Directory.CreateDirectory(point);
        lab.Mount(point, "--bind", Path.Combine(target, "deep"), point);
        Lab.System("chown", "-R", $"{Other}", Path.Combine(target, "deep", "a"));

        Assert.AreEqual(Scan(Path.Combine(target, "deep"), FileSystem.Current!.EffectiveUser).Owners[Other], Scan(target, FileSystem.Current.EffectiveUser).Owners[Other]);
    }

    private static ScanResult Scan(string target, uint user) => FileSystem.Scanner!.Scan(target, new ScanRequest(user, 10, 0, StopsWhenReported: false));

    // More names than one read gives, some depth, and a symlink where the filesystem has them.
    private static string Fill(Lab lab)
    {
        var target = Path.Combine(lab.TargetParent, "target");
        Directory.CreateDirectory(Path.Combine(target, "deep", "a", "b", "c"));
        Directory.CreateDirectory(Path.Combine(target, "many"));
        for (var number = 0; number < 3000; number++)
            File.WriteAllText(Path.Combine(target, "many", $"{number}-{new string('x', 60)}"), "");
        for (var number = 0; number < 40; number++)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(target, "deep", $"{number}", "d")).FullName, "file"), "");
        new Command("ln", "-s", "/", Path.Combine(target, "deep", "a", "link")).Run();
        return target;
    }
}
