using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>What one user's cargo left in a target, and another user's next build: 2003 is said where that one fails, and nowhere else.</summary>
[TestClass]
public sealed class ForeignTargetTests : LabTest
{
    [TestMethod]
    [DataRow("2775", "022", "", true, DisplayName = "umask 022 in a setgid folder")]
    [DataRow("3777", "022", "", true, DisplayName = "umask 022 in a sticky folder")]
    [DataRow("2775", "002", "", false, DisplayName = "umask 002 in a setgid folder: rustc's session locks are 0600")]
    [DataRow("3777", "002", "", false, DisplayName = "umask 002 in a sticky folder, whose subfolders are not")]
    [DataRow("2775", "002", "chmod g-w debug/app.d", true, DisplayName = "one file")]
    [DataRow("2775", "002", "find debug/.fingerprint -type f -exec chmod g-w {} +", true, DisplayName = "fingerprints")]
    [DataRow("2775", "002", "find debug/incremental -type d -exec chmod g-w {} +", true, DisplayName = "folders of incremental sessions")]
    [DataRow("2775", "002", "chmod +t debug", true, DisplayName = "a sticky folder below")]
    [DataRow("2775", "002", "chmod g-w .rustc_info.json", false, DisplayName = "what cargo gets over")]
    [DataRow("2775", "002", "chmod 700 debug/.fingerprint", true, DisplayName = "a folder that may not be read")]
    public void WhatIsReported_IsWhatFails(string mode, string umask, string change, bool fails)
    {
        var target = Open(mode);
        target.Build(SharedTarget.First, umask).OrFail();
        if (change.Length > 0)
            new Command("sh", "-c", change) { WorkingDirectory = target.Location }.Run().OrFail();

        var said = target.Inspect(SharedTarget.Second);
        var built = target.Build(SharedTarget.Second, umask);

        Assert.AreEqual(fails, !built.Succeeded, built.ToString());
        Assert.AreEqual(fails, said.Any(line => line.StartsWith("warning CACHETASKS2003: ", StringComparison.Ordinal)), string.Join('\n', said));
        if (fails)
            Assert.MatchesRegex("Permission denied|Operation not permitted", built.StandardError);
    }

    [TestMethod]
    public void Text_NamesOwnerPathsAndTheWayOut()
    {
        var target = Open("2775");
        target.Build(SharedTarget.First, "022").OrFail();

        var said = target.Inspect(SharedTarget.Second).Single(line => line.Contains("CACHETASKS2003", StringComparison.Ordinal));

        Assert.MatchesRegex(
            $"cargo will fail with 'Permission denied' where it changes what others own: at least 10 entries in the target {target.Location} belong to {SharedTarget.First}, and user {SharedTarget.Second} may not change them: debug \\(folder 2755\\), debug/",
            said);
        Assert.Contains("Give each user and checkout a target: ", said);
    }

    [TestMethod]
    public void LeftoversOfSudo_AreToBeTakenBack()
    {
        var target = Open("700");
        Lab.System("chown", $"{SharedTarget.Second}", target.Location);
        target.Build(SharedTarget.Second, "022").OrFail();
        target.Build(0, "022", "build", "--release").OrFail();

        var said = target.Inspect(SharedTarget.Second).Single();
        Assert.Contains($"belong to root (0), and user {SharedTarget.Second} may not change them: release (folder 0755)", said);
        Assert.Contains($"Take them back, `sudo chown -hR {SharedTarget.Second} {target.Location}`", said);
        Assert.IsFalse(target.Build(SharedTarget.Second, "022", "build", "--release").Succeeded);

        // The remedy of the text, by root as sudo would.
        Lab.System("chown", "-hR", $"{SharedTarget.Second}", target.Location);
        CollectionAssert.AreEqual(Array.Empty<string>(), target.Inspect(SharedTarget.Second));
        target.Build(SharedTarget.Second, "022", "build", "--release").OrFail();
    }

    [TestMethod]
    public void PlantedHardLink_IsPointedOutAndNotToBeChowned()
    {
        var target = Open("777");
        target.Build(SharedTarget.Second, "022").OrFail();
        var secret = Path.Combine(target.Lab.MakeFolder("elsewhere"), "secret");
        File.WriteAllText(secret, "");
        Lab.System("chown", $"{SharedTarget.First}", secret);
        Lab.System("ln", secret, Path.Combine(target.Location, "debug", "deps", "planted"));
        var before = Witness(secret);

        var said = target.Inspect(SharedTarget.Second).Single(line => line.Contains("CACHETASKS2003", StringComparison.Ordinal));

        Assert.Contains("1 entry in the target", said);
        Assert.Contains("debug/deps/planted (0644, 2 names)", said);
        Assert.Contains("Do not chown this one: 1 of these files have further names (hard links)", said);
        Assert.AreEqual(before, Witness(secret));

        static string Witness(string path) => new Command("stat", "-c", "%u %a %h %i %Z", path).Run().OrFail().StandardOutput;
    }

    [TestMethod]
    public void OtherUserAndCheckout_AreSaid()
    {
        var target = Open("2775");
        target.Build(SharedTarget.First, "002").OrFail();

        var said = target.Inspect(SharedTarget.Second);
        target.Build(SharedTarget.Second, "002").OrFail();

        Assert.HasCount(2, said);
        Assert.Contains($"CACHETASKS2009: Build: the target {target.Location} is used by one other user as well: {SharedTarget.First}.", said[0]);
        Assert.Contains($"CACHETASKS2009: Build: the target {target.Location} is used by one other checkout than {target.Checkout(SharedTarget.Second)}: {target.Checkout(SharedTarget.First)}.", said[1]);
        // The program that the first user built and would now run.
        Assert.AreEqual($"{SharedTarget.Second}\n", new Command(Path.Combine(target.Location, "debug", "app")).Run().OrFail().StandardOutput);
    }

    [TestMethod]
    public void OwnTarget_IsNotSpokenOf()
    {
        var target = Open("777");
        target.Build(SharedTarget.Second, "022").OrFail();

        CollectionAssert.AreEqual(Array.Empty<string>(), target.Inspect(SharedTarget.Second));
    }

    [TestMethod]
    public void RootInTheTargetOfAnother_IsSaid()
    {
        var target = Open("755");
        Lab.System("chown", $"{SharedTarget.Second}", target.Location);
        target.Build(SharedTarget.Second, "022").OrFail();
        Directory.Delete(Path.Combine(target.Checkout(SharedTarget.First), ".git"));

        var said = target.Inspect(0);

        Assert.Contains($"what is built will belong to root, in the target {target.Location} of user {SharedTarget.Second}", said[0]);
    }

    // As in a rootless container with a folder of the host.
    [TestMethod]
    public void OwnerWithoutAnId_IsSaidSo()
    {
        var target = Open("2775");
        target.Build(SharedTarget.First, "022").OrFail();

        var said = target.Inspect(SharedTarget.Second, "unshare", "--user", "--map-current-user", "--").Single(line => line.Contains("CACHETASKS2003", StringComparison.Ordinal));

        Assert.Contains("belong to a user without an ID here, and", said);
        Assert.Contains("This user namespace has no ID for their owner, so nobody in it can change them: chown them outside", said);
    }

    private SharedTarget Open(string mode) => Open("SharedTarget", () => new SharedTarget(mode));
}
