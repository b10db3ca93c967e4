using CacheTasks.TestSupport;
using static CacheTasks.FilesystemTests.SharedRootLab;

namespace CacheTasks.FilesystemTests;

/// <summary>Other users who want somebody's build to run in a directory of theirs. Every user is a real one.</summary>
[TestClass]
public sealed class AttackTests : LabTest
{
    private const string NoDirectory = "warning CACHETASKS2002: BuildNative: no private target directory, the tool's own target is used: ";

    [TestMethod]
    public void SafeRoot_GivesAPrivateDirectory()
    {
        var lab = Open();

        CollectionAssert.AreEqual(new[] { "target " + lab.Target }, lab.Allocate());
        Assert.AreEqual($"700 {Victim} {Victim}\n", Run(0, "stat", "-c", "%a %u %g", lab.Target));
    }

    [TestMethod]
    [DataRow("0777")]
    [DataRow("2775")]
    public void GroupWritableRoot_IsNotUsed(string mode)
    {
        var lab = Open(mode: mode);
        Lab.System("chgrp", "games", lab.Root);

        Assert.StartsWith($"warning CACHETASKS2001: BuildNative: nothing is allocated below the shared root {lab.Root}", lab.Allocate().Single());
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Root));
        // The way out that the text names.
        Lab.System("chmod", "+t", lab.Root);
        Lab.System("chmod", "o+w", lab.Root);
        CollectionAssert.AreEqual(new[] { "target " + lab.Target }, lab.Allocate());
    }

    [TestMethod]
    public void RootOfAnotherUser_IsNotUsed()
    {
        var lab = Open();
        Lab.System("chown", $"{Attacker}", lab.Root);

        Assert.Contains($"(owner user {Attacker}, mode 01777) lets other users replace what is in it. Give it to root: chown root {lab.Root}", lab.Allocate().Single());
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Root));
    }

    [TestMethod]
    [DataRow("0755")]
    [DataRow("0777")]
    [DataRow("0700")]
    public void DirectoryOfAnotherUser_IsNeverAdopted(string mode)
    {
        var lab = Open();
        Run(Attacker, "mkdir", "-m", mode, lab.Folder);

        var refusal = lab.Allocate().Single();
        Assert.StartsWith($"{NoDirectory}{lab.Folder} belongs to user {Attacker} (mode {mode}), this is user {Victim}.", refusal);
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Folder));

        // The free name that the text offers is used from then on.
        var free = refusal.Split("mkdir -m 700 ")[1];
        Assert.StartsWith(lab.Folder + "-", free);
        Run(Victim, "mkdir", "-m", "700", free);
        CollectionAssert.AreEqual(new[] { "target " + Path.Combine(free, Path.GetFileName(lab.Target)) }, lab.Allocate());
    }

    // Somebody else's free name would be as bad as the first.
    [TestMethod]
    public void FreeNameOfAnotherUser_IsNotUsed()
    {
        var lab = Open();
        Run(Attacker, "mkdir", "-m", "777", lab.Folder);
        Run(Attacker, "mkdir", "-m", "777", lab.Folder + "-0");

        Assert.StartsWith($"{NoDirectory}{lab.Folder} belongs to user {Attacker}", lab.Allocate().Single());
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Folder + "-0"));
    }

    [TestMethod]
    [DataRow("ln -s \"$2\" \"$1\"", "is a symlink and belongs to user 41002", DisplayName = "a symlink to a folder of the attacker")]
    [DataRow("ln -s \"$3\" \"$1\"", "is a symlink and belongs to user 41002", DisplayName = "a symlink to a folder of the victim")]
    [DataRow("mkfifo \"$1\"", "is not a directory and belongs to user 41002", DisplayName = "a FIFO")]
    [DataRow("python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' \"$1\"", "is not a directory and belongs to user 41002", DisplayName = "a socket")]
    [DataRow("echo evil > \"$1\"", "is a file and belongs to user 41002", DisplayName = "a file")]
    public void PlantedThing_IsRefused(string plant, string why)
    {
        var lab = Open();
        var (theirs, ours) = (lab.Lab.MakeFolder("theirs"), lab.Lab.MakeFolder("ours"));
        Lab.System("chmod", "777", theirs);
        Lab.System("chown", $"{Victim}", ours);
        Run(Attacker, "sh", "-c", plant, "sh", lab.Folder, theirs, ours);

        Assert.StartsWith($"{NoDirectory}{lab.Folder} {why}", lab.Allocate().Single());
        Assert.IsEmpty(Directory.GetFileSystemEntries(theirs));
        Assert.IsEmpty(Directory.GetFileSystemEntries(ours));
    }

    [TestMethod]
    public void ThingThatIsSwappedMeanwhile_IsNeverFollowed()
    {
        var lab = Open();
        var elsewhere = lab.Lab.MakeFolder("elsewhere");
        Lab.System("chmod", "777", elsewhere);
        var swap = As(Attacker, new Command(lab.Lab.Compile("swap.c"), lab.Folder, elsewhere));
        using var attacker = swap.Start();
        try
        {
            Assert.AreEqual("swapping", attacker.StandardOutput.ReadLine());

            var said = lab.Command("reallocate", lab.Root, lab.Workspace, "10000").Run().OrFail().StandardOutput;

            Assert.DoesNotContain("unsafe", said);
            StringAssert.Matches(said, new(@"^made [0-9]+, refused [1-9][0-9]*\n$"));
            Assert.IsFalse(attacker.HasExited);
        }
        finally
        {
            attacker.Kill();
            attacker.WaitForExit();
        }
        Assert.IsEmpty(Directory.GetFileSystemEntries(elsewhere));
    }

    [TestMethod]
    public void OwnDirectoryOpenToAll_IsClosed()
    {
        var lab = Open();
        Run(Victim, "mkdir", "-m", "777", lab.Folder);

        var said = lab.Allocate();

        Assert.AreEqual("target " + lab.Target, said[0]);
        Assert.StartsWith($"message CACHETASKS2001: BuildNative: {lab.Folder} could be written by others (mode 0777) and is closed now.", said[1]);
        Assert.AreEqual("755\n", Run(0, "stat", "-c", "%a", lab.Folder));
    }

    [TestMethod]
    public void DirectoryThatSudoLeft_IsSaid()
    {
        var lab = Open();
        Run(Victim, "mkdir", "-m", "700", lab.Folder);
        Directory.CreateDirectory(lab.Target);

        Assert.StartsWith($"{NoDirectory}{lab.Target} belongs to user 0 (root) (mode 0755), this is user {Victim}. To see it: `stat {lab.Target}`.", lab.Allocate().Single());
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Target));
    }

    [TestMethod]
    [DataRow("g+s", "other:rwx", DisplayName = "setgid")]
    [DataRow("g-s", "user:41002:rwx", DisplayName = "an ACL that lets another user in")]
    [DataRow("g+s", "group::rwx", DisplayName = "an ACL that lets the group in")]
    public void WhatTheRootHandsDown_LetsNobodyIn(string bits, string acl)
    {
        var lab = Open();
        Lab.System("chmod", bits, lab.Root);
        Lab.System("setfacl", "-d", "-m", acl, lab.Root);

        Assert.AreEqual("target " + lab.Target, lab.Allocate()[0]);

        var entered = As(Attacker, new Command("ls", lab.Folder)).Run();
        Assert.IsFalse(entered.Succeeded);
        Assert.Contains("Permission denied", entered.StandardError);
    }

    [TestMethod]
    public void MountInTheWay_IsRefused()
    {
        var lab = Open();
        Run(Victim, "mkdir", "-m", "700", lab.Folder);
        var disk = lab.Lab.Tmpfs("disk", $"size=1m,mode=700,uid={Victim}");
        lab.Lab.Mount(lab.Folder, "--bind", disk, lab.Folder);

        Assert.AreEqual($"{NoDirectory}{lab.Folder} is a mount of its own, not a directory of the shared root. Unmount it, or set SharedRoot to it.", lab.Allocate().Single());
    }

    [TestMethod]
    public void ReadOnlyRoot_IsSaidBeforeAndAfterTheDirectoryIsThere()
    {
        var lab = Open(lab => lab.Image("disk", "ext4", "-q", "-F"));
        var disk = Path.GetDirectoryName(lab.Root)!;
        Lab.System("mount", "-o", "remount,ro", disk);
        Assert.AreEqual($"{NoDirectory}{lab.Folder} cannot be made or written (Read-only file system, EROFS).", lab.Allocate().Single());

        Lab.System("mount", "-o", "remount,rw", disk);
        lab.Allocate();
        Lab.System("mount", "-o", "remount,ro", disk);
        Assert.AreEqual($"{NoDirectory}{lab.Target} cannot be made or written (Read-only file system, EROFS).", lab.Allocate().Single());
    }

    [TestMethod]
    public void UserNamespaceWithoutOwners_IsSaid()
    {
        var lab = Open();

        var said = As(Victim, lab.Program("allocate", lab.Root, lab.Workspace, "MinimumRoom=0").Behind("unshare", "--user", "--")).Run().OrFail().StandardOutput;

        Assert.StartsWith($"warning CACHETASKS2001: BuildNative: nothing is allocated below the shared root {lab.Root}, the tool's own target is used: {lab.Root} belongs to a user that has no ID in this user namespace", said);
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Root));
    }

    private SharedRootLab Open(Func<Lab, string>? place = null, string mode = "1777") => Open(nameof(AttackTests), () => new SharedRootLab(place, mode));
}
