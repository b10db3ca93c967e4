namespace CacheTasks.FilesystemTests;

/// <summary>Real uv works from a cache that was seeded from a layer which it could not use itself, and the layer stays as it was, also for root.</summary>
[TestClass]
public sealed class SeededSyncTests : LabTest
{
    [TestMethod]
    [DataRow("one ext4", "0.13.8", "hard link")]
    [DataRow("one tmpfs", "0.13.8", "hard link")]
    [DataRow("one btrfs", "0.13.8", "clone")]
    [DataRow("one xfs", "0.13.8", "clone")]
    [DataRow("read-only bind of one ext4", "0.13.8", "copy")]
    [DataRow("read-only bind of one btrfs", "0.13.8", "clone")]
    [DataRow("ext4 to tmpfs", "0.13.8", "copy")]
    [DataRow("one tmpfs", "0.10.4", "hard link")]
    [DataRow("read-only bind of one ext4", "0.10.4", "copy")]
    public void SeededCache_IsEnough(string layout, string uvVersion, string way)
    {
        var hot = Layouts.Make(Open(layout, () => new TestSupport.Lab()), layout, uvVersion);

        var said = hot.Seed();

        Assert.MatchesRegex($"^CacheTasks  Sync  seeded 3 packages, 5[0-9] files by .*{way}.* from {hot.Layer} in [0-9.]+ s$", string.Join('\n', said));
        hot.AssertSyncs();
        Comparison.AssertNone("words of the second seeding", [.. hot.Seed()]);
        hot.Uv_("cache", "prune").OrFail();
        Assert.HasCount(3, hot.Archives);
        hot.AssertSyncs();
        Comparison.AssertNone("words of the seeding after prune", [.. hot.Seed()]);
        hot.Uv_("cache", "clean").OrFail();
        hot.AssertLayerIsUntouched();
    }

    [TestMethod]
    public void LayerOfOneVersion_IsRefusedForTheOther()
    {
        var hot = Layouts.Make(Open("one tmpfs", () => new TestSupport.Lab()), "one tmpfs", "0.10.4");

        var said = ProbeLoop.Seed.Run("uv", "0.13.8", hot.Cache, hot.Project, [hot.Layer], []).Warnings.Single();

        Assert.AreEqual("CACHETASKS3002", said.Code);
        Assert.Contains("it holds wheels-v6, and uv 0.13.8 looks for wheels-v7", said.Message!);
        Assert.IsFalse(Directory.Exists(hot.Cache));
    }

    [TestMethod]
    public void DamagedWheels_AreReplaced()
    {
        var hot = Layouts.Make(Open("ext4 to tmpfs", () => new TestSupport.Lab()), "ext4 to tmpfs", "0.13.8");
        hot.Seed();
        var archive = Path.Combine(hot.Cache, "archive-v0");
        var names = hot.Archives;
        File.Delete(Directory.EnumerateFiles(Path.Combine(archive, names[0]), "METADATA", SearchOption.AllDirectories).Single());
        Directory.Delete(Path.Combine(archive, names[1]), recursive: true);
        var grown = Directory.EnumerateFiles(Path.Combine(archive, names[2]), "two.py", SearchOption.AllDirectories).Single();
        var changed = Directory.EnumerateFiles(Path.Combine(archive, names[2]), "one.py", SearchOption.AllDirectories).Single();
        File.AppendAllText(grown, "more");

        // A whole wheel is missing, so the marker is void and all wheels are looked at.
        Assert.Contains("seeded 3 packages", string.Join('\n', hot.Seed()));
        hot.AssertSyncs();

        File.WriteAllText(changed, new string('x', (int)new FileInfo(changed).Length));
        Comparison.AssertNone("words though only checksums tell", [.. hot.Seed()]);
        Assert.Contains("seeded 1 package,", string.Join('\n', hot.Seed("VerifySeed=true")));
        hot.AssertSyncs();
        hot.AssertLayerIsUntouched();
    }
}
