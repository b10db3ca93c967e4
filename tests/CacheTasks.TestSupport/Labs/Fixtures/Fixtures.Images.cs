namespace CacheTasks.TestSupport;

/// <content>Filesystems that are made once and never written.</content>
public static partial class Fixtures
{
    public static Fixture Squashfs { get; } = new(nameof(Squashfs), lab => SealedCache(lab, "squashfs", image => ["mksquashfs", lab.Cache, image, "-quiet", "-no-progress"]));

    public static Fixture Erofs { get; } = new(nameof(Erofs), lab => SealedCache(lab, "erofs", image => ["mkfs.erofs", "--quiet", image, lab.Cache]));

    // Over the folder that it was made of.
    private static void SealedCache(Lab lab, string type, Func<string, string[]> command)
    {
        Together(lab, Ext4(lab, "disk"));
        lab.WhenSealed(() => MountSealed(lab, type, lab.Cache, command));
    }

    private static void MountSealed(Lab lab, string type, string point, Func<string, string[]> command)
    {
        var image = Path.Combine(lab.Root, $"sealed.{type}");
        var line = command(image);
        Lab.System(line[0], line[1..]);
        lab.Undoing("image " + image, () => MountedBelow.WaitForLoopDevices(image));
        lab.Mount(point, "-o", "loop", "-t", type, image, point);
    }
}
