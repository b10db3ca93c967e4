using CacheTasks.Targets.Migration;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Files of several users in a target: who moves what, and what root may give away. Real user IDs.</summary>
[TestClass]
public sealed class MovedOwnersTests : LabTest
{
    private const int Builder = 2002;
    private const int Other = 2001;

    public static IEnumerable<object[]> Places => [[nameof(Fixtures.Ext4SameMount)], [nameof(Fixtures.TwoExt4Images)]];

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void OwnTarget_IsMovedByItsUser(string fixture)
    {
        var (lab, source, destination) = Prepare(fixture);

        Assert.StartsWith("Moved", MoveAs(lab, Builder, source, destination));
        Comparison.AssertNone("files of others", NotOf(Builder, destination));
        Lab.System("rm", "-rf", destination);
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void TargetOfSeveralUsers_Stays(string fixture)
    {
        var (lab, source, destination) = Prepare(fixture);
        Lab.System("chown", "-h", $"{Other}", Path.Combine(source, "debug/deps/lib4.rlib"), Path.Combine(source, "debug/deps/lib5.rlib"));
        var before = DirectoryTree.Listing(source);

        var said = MoveAs(lab, Builder, source, destination);

        Assert.StartsWith("Refused\nCACHETASKS2007", said);
        Assert.Contains($"several users have files in it: user {Builder} ", said);
        Assert.Contains($", user {Other} 2 (debug/deps/lib", said);
        Comparison.AssertNone("changed", DirectoryTree.Differences(before, DirectoryTree.Listing(source)));
        Lab.System("rm", "-rf", source);
    }

    [TestMethod]
    public void TargetOfAnotherUser_Stays()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        Lab.System("chown", "-R", "-h", $"{Other}", source);

        Assert.Contains($"it belongs to user {Other}, not to user {Builder}. Its owner can move it, or root with -p:CacheTasksMigrateUser.", MoveAs(lab, Builder, source, destination));
        Lab.System("rm", "-rf", source);
    }

    // sudo cargo build has left files there.
    [TestMethod]
    public void LeftoversOfRoot_MoveAndAreSaid()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        Lab.System("chown", "root", Path.Combine(source, "debug/deps/lib4.rlib"));

        var said = MoveAs(lab, Builder, source, destination);

        Assert.StartsWith("Moved", said);
        Assert.Contains($"1 entries belong to root, the first debug/deps/lib4.rlib: builds that replace them fail. They stay root's; `sudo chown -R {Builder}` gives them back", said);
        Lab.System("rm", "-rf", destination);
    }

    // What lies in a directory of root's could not be removed any more once it is copied.
    [TestMethod]
    public void DirectoryOfRoot_KeepsTheTargetOnItsFilesystem()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.TwoExt4Images));
        Lab.System("chown", "root", Path.Combine(source, "debug/deps"));

        Assert.Contains("debug/deps belongs to another user, so that it could not be removed once it is copied. A build as root has left 1 entries there: `sudo chown -R", MoveAs(lab, Builder, source, destination));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(destination)!));
        Lab.System("rm", "-rf", source);
    }

    [TestMethod]
    public void UnreadableDirectory_KeepsTheTarget()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        Lab.System("chown", "root", Path.Combine(source, "debug/deps"));
        Lab.System("chmod", "700", Path.Combine(source, "debug/deps"));

        Assert.Contains("entering debug/deps failed with EACCES", MoveAs(lab, Builder, source, destination));
        Assert.IsTrue(Directory.Exists(source));
        Lab.System("rm", "-rf", source);
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void Root_MovesForAUser(string fixture)
    {
        var (_, source, destination) = Prepare(fixture);
        Lab.System("chown", "root", Path.Combine(source, "debug/deps/lib4.rlib"), Path.Combine(source, "release"));

        var result = MovedTargetTests.Move(source, destination, Builder);

        Assert.AreEqual(MigrationState.Moved, result.State, string.Join('\n', result.Findings));
        Comparison.AssertNone("files of others", NotOf(Builder, destination));
        Lab.System("rm", "-rf", destination);
    }

    // The user's own folder is theirs to replace, by a symlink to where only root may write.
    [TestMethod]
    public void Root_FollowsNoSymlinkOfTheUserOutOfTheirFolder()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        var (folder, secret) = (Path.GetDirectoryName(destination)!, Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(lab.Cache)!, "secret")).FullName);
        Directory.Delete(folder, recursive: true);
        Directory.CreateSymbolicLink(folder, secret);

        var result = MovedTargetTests.Move(source, destination, Builder);

        Assert.AreEqual(MigrationState.Refused, result.State);
        Assert.Contains($"{folder} is not a folder of user {Builder} any more", result.Findings.Single().Text);
        Assert.IsEmpty(Directory.GetFileSystemEntries(secret));
        Lab.System("rm", "-rf", source);
    }

    [TestMethod]
    public void Root_NeverMovesWhatIsNotTheUsers()
    {
        var (_, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        Lab.System("chown", "-h", "root", source);

        Assert.Contains($"it belongs to user 0 (root), not to user {Builder}.", MovedTargetTests.Move(source, destination, Builder).Findings.Single().Text);
        Lab.System("rm", "-rf", source);
    }

    /// <summary>A name in the target of a file elsewhere: giving that away would hand over root's own file.</summary>
    [TestMethod]
    public void FileWithANameElsewhere_KeepsItsOwner()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        var secret = Path.Combine(Path.GetDirectoryName(lab.Cache)!, "secret");
        File.WriteAllText(secret, "root's");
        Lab.System("ln", secret, Path.Combine(source, "debug/deps/planted"));
        // Of root's too, but wholly inside: as sudo cargo build leaves it.
        Lab.System("chown", "root", Path.Combine(source, "debug/libapp.rlib"));

        var result = MovedTargetTests.Move(source, destination, Builder);

        Assert.AreEqual(MigrationState.Moved, result.State, string.Join('\n', result.Findings));
        Assert.Contains("1 entries keep their owner, since they are no plain files or have names elsewhere, the first debug/deps/planted", string.Join('\n', result.Lines));
        Comparison.AssertNone("files of others", [.. NotOf(Builder, destination).Where(path => !path.EndsWith("planted", StringComparison.Ordinal))]);
        Assert.AreEqual("0", new Command("stat", "-c", "%u", secret).Run().OrFail().StandardOutput.Trim(), "the file elsewhere");
        Lab.System("rm", "-rf", destination);
    }

    // Its contents would become the user's in the copy, and the name here would be removed.
    [TestMethod]
    public void FileWithANameElsewhere_IsNotCopiedForAUser()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.TwoExt4Images));
        var secret = Path.Combine(lab.TargetParent, "secret");
        File.WriteAllText(secret, "root's");
        Lab.System("ln", secret, Path.Combine(source, "debug/deps/planted"));

        var result = MovedTargetTests.Move(source, destination, Builder);

        Assert.AreEqual(MigrationState.Refused, result.State);
        Assert.Contains("copying debug/deps/planted failed with EPERM", result.Findings.Single().Text);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(destination)!));
        Assert.IsTrue(File.Exists(secret));
        Lab.System("rm", "-rf", source);
    }

    [TestMethod]
    public void SymlinkToAFileOfRoot_IsNotFollowed()
    {
        var (lab, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        var secret = Path.Combine(Path.GetDirectoryName(lab.Cache)!, "secret");
        File.WriteAllText(secret, "root's");
        Directory.CreateSymbolicLink(Path.Combine(source, "debug/folder"), Path.GetDirectoryName(secret)!);
        File.CreateSymbolicLink(Path.Combine(source, "debug/file"), secret);

        MovedTargetTests.Move(source, destination, Builder);

        Assert.AreEqual("0", new Command("stat", "-c", "%u", secret).Run().OrFail().StandardOutput.Trim());
        Assert.AreEqual("0", new Command("stat", "-c", "%u", Path.GetDirectoryName(secret)!).Run().OrFail().StandardOutput.Trim());
        Lab.System("rm", "-rf", destination);
    }

    // Killed before all was given away: the next run as root does the rest.
    [TestMethod]
    public void OwnershipThatWasLeft_IsFinished()
    {
        var (_, source, destination) = Prepare(nameof(Fixtures.Ext4SameMount));
        MovedTargetTests.Move(source, destination, Builder);
        Lab.System("chown", "root", Path.Combine(destination, "debug/deps/lib4.rlib"));

        var result = MovedTargetTests.Move(source, destination, Builder);

        Assert.Contains($"1 entries of root now belong to user {Builder}", string.Join('\n', result.Lines));
        Comparison.AssertNone("files of others", NotOf(Builder, destination));
        Lab.System("rm", "-rf", destination);
    }

    private (Lab Lab, string Source, string Destination) Prepare(string fixture)
    {
        var lab = Open(Fixtures.All.Single(one => one.Name == fixture));
        var (source, destination) = MovedTargetTests.Places(lab);
        Lab.System("cp", "-a", MovedTree.Make(lab), source);
        Lab.System("chown", "-R", "-h", $"{Builder}:{Builder}", lab.TargetParent, Path.GetDirectoryName(destination)!);
        return (lab, source, destination);
    }

    private static string MoveAs(Lab lab, int user, string source, string destination)
    {
        // This checkout may be closed to others.
        var program = lab.MakeFolder("program");
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Append(Path.Combine(AppContext.BaseDirectory, "CacheTasks.ProbeLoop.runtimeconfig.json")))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)), overwrite: true);
        return new Command(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(program, "CacheTasks.ProbeLoop.dll"), "move", source, destination, MoveProcess.Checkout])
            .Behind("setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--").Run().OrFail().StandardOutput;
    }

    // Symlinks aside: nobody's rights depend on their owner.
    private static string[] NotOf(int user, string path) =>
        new Command("find", path, "!", "-type", "l", "!", "-uid", $"{user}").Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
