using CacheTasks.Placement.Promotion;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Promotion;

/// <summary>What uv finds in a store that its cache was promoted to.</summary>
[TestClass]
public sealed class PromotionTests : LabTest
{
    private static readonly IReadOnlyList<Wheel> s_wheels = [Wheel.Mixed("alpha"), Wheel.Mixed("beta"), new Wheel("gamma").Module("one", 9_000)];

    [TestMethod]
    [DataRow("0.13.8")]
    [DataRow("0.10.4")]
    public void Store_IsACacheOfItsOwn(string version)
    {
        var lab = Open(version, () => new Lab());
        var cache = new PromotedCache(lab, version, s_wheels);
        var local = cache.Fill("local");
        var store = Path.Combine(lab.Image("volume", "ext4"), "uv");

        var first = PromotedCache.Promote(local, store);
        Assert.AreEqual($"promoted 3 packages, {FilesIn(local)} files by copy to {store} (0 were there)", string.Join('\n', first.Lines));
        Assert.IsEmpty(PromotedCache.Show(first.Findings));
        Assert.HasCount(3, PromotedCache.CheckPointers(store));
        Assert.AreEqual($"promoted 0 packages to {store} (3 were there)", string.Join('\n', PromotedCache.Promote(local, store).Lines));
        Directory.Delete(local, recursive: true);

        cache.CheckServes(store);
        cache.Prune(store);
        Assert.HasCount(3, PromotedCache.Archives(store));
        cache.CheckServes(store);
    }

    [TestMethod]
    public void OnABtrfs_FilesAreCloned()
    {
        var lab = Open("clone", () => new Lab());
        var volume = lab.Image("volume", "btrfs");
        var cache = new PromotedCache(lab, "0.13.8", s_wheels);
        Directory.CreateSymbolicLink(Path.Combine(lab.Root, "local"), Directory.CreateDirectory(Path.Combine(volume, "local")).FullName);

        StringAssert.Contains(PromotedCache.Promote(cache.Fill("local"), Path.Combine(volume, "uv")).Lines[0], " files by clone to ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void SameFilesystem_StoreSharesNoFileWithTheCache()
    {
        var lab = Open("same", () => new Lab());
        var volume = lab.Image("volume", "ext4");
        Directory.CreateSymbolicLink(Path.Combine(lab.Root, "local"), Directory.CreateDirectory(Path.Combine(volume, "local")).FullName);
        PromotedCache.Promote(new PromotedCache(lab, "0.13.8", s_wheels).Fill("local"), Path.Combine(volume, "uv"));

        Assert.AreEqual("", new Command("find", Path.Combine(volume, "uv"), "-type", "f", "-links", "+1").Run().OrFail().StandardOutput);
    }

    [TestMethod]
    public void DamagedPackage_IsNotPromotedAndTheOthersAre()
    {
        var lab = Open("damaged", () => new Lab());
        var cache = new PromotedCache(lab, "0.13.8", s_wheels);
        var local = cache.Fill("local");
        var damaged = Directory.EnumerateFiles(local, "five.py", SearchOption.AllDirectories).First();
        File.Delete(damaged);
        var archive = Path.GetRelativePath(Path.Combine(local, "archive-v0"), damaged).Split('/')[0];

        var result = PromotedCache.Promote(local, Path.Combine(lab.Root, "store"));

        Assert.AreEqual(
            $"Warning CACHETASKS3006 1 package is not promoted: {archive} holds other files than its RECORD says. The rest is. Remove the package from the cache (uv cache clean NAME) and install it again where it is damaged.",
            string.Join('\n', PromotedCache.Show(result.Findings)));
        Assert.HasCount(2, PromotedCache.CheckPointers(Path.Combine(lab.Root, "store")));
        Assert.HasCount(2, PromotedCache.Archives(Path.Combine(lab.Root, "store")));
    }

    [TestMethod]
    public void StoreWithAPointerToNothing_IsRepaired()
    {
        var lab = Open("repair", () => new Lab());
        var cache = new PromotedCache(lab, "0.13.8", s_wheels);
        var (one, other, store) = (cache.Fill("one"), cache.Fill("other"), Path.Combine(lab.Root, "store"));
        PromotedCache.Promote(one, store);
        Directory.Delete(PromotedCache.Archives(store)[1], recursive: true);

        Assert.AreEqual("(2 were there)", PromotedCache.Promote(other, store).Lines[0][^"(2 were there)".Length..]);
        Assert.HasCount(3, PromotedCache.CheckPointers(store));
        cache.CheckServes(store);
    }

    [TestMethod]
    public void CacheOfAClosedUmask_IsSaidNotToServeOthers()
    {
        var lab = Open("umask", () => new Lab());
        var local = new PromotedCache(lab, "0.13.8", s_wheels).Fill("local");
        new Command("chmod", "-R", "go=", local).Run().OrFail();
        var store = Path.Combine(lab.Root, "store");

        StringAssert.StartsWith(
            string.Join('\n', PromotedCache.Show(PromotedCache.Promote(local, store).Findings)),
            $"Message CACHETASKS3002 {store} cannot be read by every user: 3 of the files promoted are their owner's alone, as in the cache. ",
            StringComparison.Ordinal);
        Assert.AreEqual("", new Command("find", store, "-perm", "/022", "-type", "f", "!", "-name", "*lock").Run().OrFail().StandardOutput);
    }

    [TestMethod]
    public void TwoPromotersAtOnce_LeaveEachPackageOnce()
    {
        var lab = Open("two", () => new Lab());
        var cache = new PromotedCache(lab, "0.13.8", s_wheels);
        var locals = new[] { cache.Fill("one"), cache.Fill("other") };
        for (var round = 0; round < 10; round++)
        {
            var store = Path.Combine(lab.Root, $"store{round}");
            var results = new PromotionResult[2];
            Parallel.For(0, 2, number => results[number] = PromotedCache.Promote(locals[number], store));

            Assert.IsEmpty(results.SelectMany(result => PromotedCache.Show(result.Findings)));
            Assert.HasCount(3, PromotedCache.CheckPointers(store));
            Assert.HasCount(3, PromotedCache.Archives(store));
        }
        cache.CheckServes(Path.Combine(lab.Root, "store0"));
    }

    [TestMethod]
    public void FullStore_StaysValidAndIsFinishedLater()
    {
        var lab = Open("full", () => new Lab());
        var cache = new PromotedCache(lab, "0.13.8", [.. s_wheels, new Wheel("zeta").Module("big", 3_000_000)]);
        var local = cache.Fill("local");
        var volume = lab.Tmpfs("volume", "size=1500k");
        var store = Path.Combine(volume, "uv");

        var full = PromotedCache.Promote(local, store);
        StringAssert.StartsWith(string.Join('\n', PromotedCache.Show(full.Findings)), "Warning CACHETASKS1021 ", StringComparison.Ordinal);
        // While one thread writes the big file another may be the first to find no room.
        Assert.MatchesRegex($"not promoted, {store} is full: writing [^ ]+ failed with ENOSPC \\(No space left on device\\)\\. ", full.Findings[0].Text);
        Assert.IsLessThan(4, PromotedCache.CheckPointers(store).Count);

        Lab.System("mount", "-o", "remount,size=100m", volume);
        Assert.IsEmpty(PromotedCache.Show(PromotedCache.Promote(local, store).Findings));
        Assert.HasCount(4, PromotedCache.CheckPointers(store));
        cache.CheckServes(store);
    }

    [TestMethod]
    public void UnusableStore_IsAnErrorThatSaysWhy()
    {
        var lab = Open("unusable", () => new Lab());
        var local = new PromotedCache(lab, "0.13.8", s_wheels).Fill("local");
        var closed = lab.Tmpfs("closed", "ro");
        File.WriteAllText(Path.Combine(lab.Root, "file"), "");
        Directory.CreateSymbolicLink(Path.Combine(lab.Root, "alias"), local);

        Check(Path.Combine(lab.Root, "gone", "uv"), $"Error CACHETASKS0006 nothing is promoted: neither {lab.Root}/gone/uv nor the folder that it would be made in exists. ");
        Check(Path.Combine(lab.Root, "file"), $"Error CACHETASKS0006 nothing is promoted: {lab.Root}/file is not a directory that this user can write to: ENOTDIR (Not a directory). ");
        Check(closed, $"Error CACHETASKS1015 nothing is promoted: {closed} is not a directory that this user can write to: EROFS (Read-only file system). ");
        Check(Path.Combine(closed, "uv"), $"Error CACHETASKS1015 nothing is promoted: {closed}/uv is not a directory that this user can write to: EROFS (Read-only file system). ");
        Check(local, $"Error CACHETASKS3003 nothing is promoted: {local} is the cache itself ({local}). ");
        Check(Path.Combine(lab.Root, "alias"), $"Error CACHETASKS3003 nothing is promoted: {lab.Root}/alias is the cache itself ({local}). ");
        Check(Path.Combine(local, "store"), $"Error CACHETASKS3003 nothing is promoted: {local}/store lies inside the cache ({local}). ");
        Check(lab.Root, $"Error CACHETASKS3003 nothing is promoted: {lab.Root} has the cache inside it ({local}). ");

        void Check(string store, string text) =>
            StringAssert.StartsWith(string.Join('\n', PromotedCache.Show(PromotedCache.Promote(local, store).Findings)), text, StringComparison.Ordinal);
    }

    [TestMethod]
    public void DryRun_ChangesNothing()
    {
        var lab = Open("dry", () => new Lab());
        var local = new PromotedCache(lab, "0.13.8", s_wheels).Fill("local");
        var store = Path.Combine(lab.Root, "store");

        Assert.AreEqual($"would promote 3 packages to {store} (0 are there)", PromotedCache.Promote(local, store, dryRun: true).Lines[0]);
        Assert.IsFalse(Directory.Exists(store));
    }

    private static string FilesIn(string cache) =>
        $"{Directory.EnumerateFiles(Path.Combine(cache, "archive-v0"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Count()}";
}
