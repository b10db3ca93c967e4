using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The witness, on files whose kind is known because cp and ln made them.</summary>
[TestClass]
public sealed class WitnessTests : LabTest
{
    private string _archive = "";
    private string _site = "";

    [TestMethod]
    public void Xfs_EachKindIsToldApart()
    {
        var lab = OpenWith(Fixtures.Xfs);

        Assert.AreEqual(FileKind.Hardlink, Look(lab, 9_000, "ln"));
        Assert.AreEqual(FileKind.Clone, Look(lab, 9_000, "cp", "--reflink=always"));
        Assert.AreEqual(FileKind.Clone, Look(lab, 300, "cp", "--reflink=always"));
        Assert.AreEqual(FileKind.Inline, Look(lab, 0, "cp", "--reflink=always"));
        Assert.AreEqual(FileKind.Copy, Look(lab, 9_000, "cp", "--reflink=never"));
        Assert.AreEqual(FileKind.Symlink, Look(lab, 9_000, "ln", "-s"));
    }

    [TestMethod]
    public void Btrfs_SmallFileIsInline()
    {
        var lab = OpenWith(Fixtures.Btrfs);

        Assert.AreEqual(FileKind.Inline, Look(lab, 300, "cp", "--reflink=always"));
        Assert.AreEqual(FileKind.Clone, Look(lab, 9_000, "cp", "--reflink=always"));
        Assert.AreEqual(FileKind.Copy, Look(lab, 9_000, "cp", "--reflink=never"));
    }

    [TestMethod]
    public void BindMount_HardlinkMadeThroughTheOtherMountIsSeen()
    {
        var lab = OpenWith(Fixtures.BindMount);
        var behind = Path.Combine(Path.GetDirectoryName(lab.TargetParent)!, Path.GetRelativePath(Path.GetDirectoryName(lab.Cache)!, _archive));

        Assert.AreEqual(FileKind.Hardlink, Look(lab, 9_000, source => Path.Combine(behind, Path.GetFileName(source)), "ln"));
    }

    [TestMethod]
    public void ChangedFile_IsTheToolsOwn()
    {
        var lab = OpenWith(Fixtures.Tmpfs);

        Assert.AreEqual(FileKind.Copy, Look(lab, 9_000, "cp"));
        Assert.AreEqual(FileKind.Own, Look(lab, 9_000, "sh", "-c", "echo changed > $1"));
    }

    private Lab OpenWith(Fixture fixture)
    {
        var lab = Open(fixture);
        _archive = Directory.CreateDirectory(Path.Combine(lab.Cache, "archive-v0", "id")).FullName;
        _site = Directory.CreateDirectory(Path.Combine(lab.TargetParent, ".venv", "lib", "python3", "site-packages")).FullName;
        foreach (var side in new[] { _archive, _site })
            Directory.CreateDirectory(Path.Combine(side, "one-1.0.dist-info"));
        return lab;
    }

    private FileKind Look(Lab lab, int bytes, params string[] command) => Look(lab, bytes, source => source, command);

    private FileKind Look(Lab lab, int bytes, Func<string, string> reach, params string[] command)
    {
        var (source, installed) = (Path.Combine(_archive, "file"), Path.Combine(_site, "file"));
        File.Delete(source);
        File.Delete(installed);
        File.WriteAllBytes(source, Enumerable.Repeat((byte)'x', bytes).ToArray());
        File.WriteAllText(Path.Combine(_site, "one-1.0.dist-info", "RECORD"), "file,,\n");
        Lab.System(command[0], [.. command[1..], reach(source), installed]);

        return Witness.Look(lab.Cache, Path.Combine(lab.TargetParent, ".venv")).Single().Kind;
    }
}
