using System.Diagnostics;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The labs themselves: whatever happens in one, this machine is afterwards as it was.</summary>
[TestClass]
public sealed class LabTests : LabTest
{
    [TestMethod]
    [DynamicData(nameof(FixtureNames))]
    public void ClosedLab_LeavesNothing(string name)
    {
        var fixture = Fixtures.All.Single(candidate => candidate.Name == name);
        string root;
        using (var lab = Skips.Needs(fixture.Name, fixture.Open))
        {
            root = lab.Root;
            PretendWarm(lab);
            lab.Seal();
            lab.Reset(() => Lab.Delete(Path.Combine(lab.TargetParent, "app", ".venv")));
            Assert.IsNotEmpty(MountedBelow.Points(root));
        }

        Assert.IsEmpty(MountedBelow.Leaks(root));
        Assert.IsFalse(Directory.Exists(root));
    }

    [TestMethod]
    public void FixtureThatFailsHalfWay_LeavesNothing()
    {
        Open(Fixtures.Tmpfs);
        var root = "";
        var broken = new Fixture("broken", lab =>
        {
            root = lab.Root;
            lab.Image("disk", "ext4", "-q", "-F");
            throw new InvalidOperationException("half way");
        });

        Assert.ThrowsExactly<InvalidOperationException>(broken.Open);

        Assert.IsEmpty(MountedBelow.Leaks(root));
        Assert.IsFalse(Directory.Exists(root));
    }

    [TestMethod]
    public void ForgottenMount_IsReportedAsALeak()
    {
        var lab = Open(Fixtures.Tmpfs);
        var forgotten = lab.MakeFolder("forgotten");
        Lab.System("mount", "-t", "tmpfs", "tmpfs", forgotten);

        var leak = Assert.ThrowsExactly<InvalidOperationException>(lab.Dispose);

        Lab.System("umount", forgotten);
        Lab.System("umount", lab.Root);
        Directory.Delete(lab.Root, recursive: true);
        StringAssert.Contains(leak.Message, "still mounted: " + forgotten);
    }

    [TestMethod]
    public void NamespaceThatCopiedTheMounts_IsNoLeakOfTheLab()
    {
        var lab = Open(Fixtures.Ext4SameMount);
        using var elsewhere = new Command("unshare", "--mount", "sh", "-c", "echo copied; exec sleep 60").Start();
        Assert.AreEqual("copied", elsewhere.StandardOutput.ReadLine());

        lab.Dispose();

        Assert.IsEmpty(MountedBelow.Points(lab.Root));
        Assert.IsFalse(Directory.Exists(lab.Root));
        elsewhere.Kill();
    }

    [TestMethod]
    public void LabOfAKilledProcess_IsRemovedByTheNext()
    {
        Open(Fixtures.Tmpfs);
        using var ended = Process.Start("true");
        ended.WaitForExit();
        var orphan = Directory.CreateTempSubdirectory($"cachetasks-lab-{ended.Id}-").FullName;
        Lab.System("mount", "-t", "tmpfs", "tmpfs", orphan);
        var served = Directory.CreateDirectory(Path.Combine(orphan, "served")).FullName;
        Lab.System("bindfs", orphan, served);
        Lab.System("sh", "-c", "cd $1 && p=$(printf 'p\\377int') && mkdir $p && mount -t tmpfs tmpfs $p", "sh", orphan);

        Open(Fixtures.Tmpfs);

        Assert.IsEmpty(MountedBelow.Points(orphan));
        Assert.IsFalse(Directory.Exists(orphan));
    }

    // What fixtures look for when they are sealed, without uv.
    private static void PretendWarm(Lab lab)
    {
        Directory.CreateDirectory(Path.Combine(lab.TargetParent, "app"));
        if (lab.IsCold)
            return;
        var archive = Directory.CreateDirectory(Path.Combine(lab.Cache, "archive-v0", "id", "beta")).FullName;
        File.WriteAllText(Path.Combine(archive, "large.py"), "pass\n");
    }

    public static IEnumerable<object[]> FixtureNames => Fixtures.All.Select(fixture => new object[] { fixture.Name });
}
