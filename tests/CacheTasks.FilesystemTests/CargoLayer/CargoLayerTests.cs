using CacheTasks.FilesystemTests.Promotion;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.CargoLayer;

/// <summary>cargo builds without a network what a layer has that it could not use itself.</summary>
[TestClass]
public sealed class CargoLayerTests : LabTest
{
    private const int OtherUser = 2001;

    [TestMethod]
    public void UserWhoCannotWriteTheLayer_BuildsOffline()
    {
        var lab = Open("crates", () => new Lab());
        var hot = new HotRegistry(lab);
        var home = hot.NewHome("user");
        new Command("chown", "-R", $"{OtherUser}:{OtherUser}", Path.Combine(lab.Root, "user"), hot.Project).Run().OrFail();
        var layer = lab.Bind(hot.Home, "layer");
        Lab.System("mount", "-o", "remount,bind,ro", layer);
        var seed = ProbeProcess.Crates(lab.MakeFolder("program"), hot.LockFile, home, layer);
        new Command("chmod", "-R", "a+rX", Path.Combine(lab.Root, "program")).Run().OrFail();
        lab.MakeFolder("user", "target");
        new Command("chown", $"{OtherUser}", Path.Combine(lab.Root, "user", "target")).Run().OrFail();
        lab.EnterAs(OtherUser);

        Assert.AreNotEqual(0, lab.Inside(hot.Cargo("user", "build", "--offline", "--locked")).Run().ExitCode);
        Assert.AreEqual("3 taken, 0 there", lab.Inside(seed).Run().OrFail().StandardOutput.Trim());
        Assert.AreEqual("alphagamma-2dbeta", lab.Inside(hot.Cargo("user", "run", "--quiet", "--offline", "--locked")).Run().OrFail().StandardOutput.Trim());
        Assert.AreEqual("0 taken, 3 there", lab.Inside(seed).Run().OrFail().StandardOutput.Trim());
    }

    [TestMethod]
    public void DamagedArchive_IsReplacedAndADamagedOneOfTheLayerIsNotTaken()
    {
        var lab = Open("damaged crates", () => new Lab());
        var hot = new HotRegistry(lab);
        var home = hot.NewHome("user");
        Assert.AreEqual("3 taken, 0 there", HotRegistry.Show(hot.Seed(home)));
        Cut(HotRegistry.Archives(home), "beta-1.0.0.crate");
        Assert.AreEqual("1 taken, 2 there", HotRegistry.Show(hot.Seed(home)));
        Assert.IsTrue(hot.Cargo("user", "check", "--quiet", "--offline", "--locked").Run().Succeeded);

        var other = hot.NewHome("other");
        Flip(HotRegistry.Archives(hot.Home), "beta-1.0.0.crate");
        StringAssert.StartsWith(
            HotRegistry.Show(hot.Seed(other)),
            $"2 taken, 0 there\nWarning CACHETASKS3006 1 crate of the layer {hot.Home} is not what Cargo.lock says (SHA-256) and not taken: beta 1.0.0. ",
            StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(HotRegistry.Archives(other), "beta-1.0.0.crate")));
        Assert.AreEqual("1 taken, 2 there", HotRegistry.Show(hot.Seed(other, hot.Home, home)).Split('\n')[0], "the next layer has it");
    }

    [TestMethod]
    public void OlderIndexEntry_IsReplaced()
    {
        var lab = Open("entry", () => new Lab());
        var hot = new HotRegistry(lab);
        var home = hot.NewHome("user");
        hot.Seed(home);
        var entry = File.ReadAllBytes(HotRegistry.Entry(home, "alpha"));
        // As it was before 1.2.3 appeared.
        File.WriteAllBytes(HotRegistry.Entry(home, "alpha"), entry[..entry.AsSpan().IndexOf("\01.2.3\0"u8)]);

        Assert.AreEqual("1 taken, 2 there", HotRegistry.Show(hot.Seed(home)));
        CollectionAssert.AreEqual(entry, File.ReadAllBytes(HotRegistry.Entry(home, "alpha")));
    }

    [TestMethod]
    public void HostileLayer_LeadsNowhere()
    {
        var lab = Open("hostile", () => new Lab());
        var hot = new HotRegistry(lab);
        var secret = Path.Combine(lab.Root, "secret");
        File.Copy(Path.Combine(HotRegistry.Archives(hot.Home), "beta-1.0.0.crate"), secret);
        Replace(Path.Combine(HotRegistry.Archives(hot.Home), "beta-1.0.0.crate"), path => File.CreateSymbolicLink(path, secret));
        Replace(HotRegistry.Entry(hot.Home, "alpha"), path => Lab.System("mkfifo", path));
        Lab.System("chmod", "6777", Path.Combine(HotRegistry.Archives(hot.Home), "gamma-2d-1.1.0.crate"));
        Directory.CreateSymbolicLink(Path.Combine(hot.Home, "registry", "index", "evil-1"), lab.MakeFolder("elsewhere"));
        var home = hot.NewHome("user");

        StringAssert.StartsWith(HotRegistry.Show(hot.Seed(home)), "1 taken, 0 there\nMessage CACHETASKS3006 2 crates of Cargo.lock are in no layer: alpha 1.2.3, beta 1.0.0. ", StringComparison.Ordinal);
        Assert.AreEqual("755", new Command("stat", "-c", "%a", Path.Combine(HotRegistry.Archives(home), "gamma-2d-1.1.0.crate")).Run().OrFail().StandardOutput.Trim());
    }

    [TestMethod]
    public void UnusableLayer_IsSaid()
    {
        var lab = Open("no registry", () => new Lab());
        var hot = new HotRegistry(lab);
        var git = lab.MakeFolder("git");
        Directory.CreateDirectory(Path.Combine(git, "registry", "index", "github.com-1", ".git"));

        Check(Path.Combine(lab.Root, "gone"), "No such file or directory");
        Check(lab.MakeFolder("empty"), "it has no registry/index: it is no CARGO_HOME, or an empty one");
        Check(git, "its index is a git repository, and only a sparse one can be taken in parts");

        void Check(string layer, string why) => StringAssert.Contains(
            HotRegistry.Show(hot.Seed(hot.NewHome("user" + Path.GetFileName(layer)), layer)),
            $"Warning CACHETASKS3002 nothing is taken from the layer {layer}: {why}. ",
            StringComparison.Ordinal);
    }

    [TestMethod]
    public void FullHome_KeepsWhatIsComplete()
    {
        var lab = Open("full home", () => new Lab());
        var hot = new HotRegistry(lab);
        var volume = lab.Tmpfs("volume", "size=1m,nr_inodes=16");
        var home = Path.Combine(volume, "cargo");

        StringAssert.Contains(HotRegistry.Show(hot.Seed(home)), "Warning CACHETASKS1021 not all crates are taken from the layer: ENOSPC (No space left on device) at ", StringComparison.Ordinal);
        Lab.System("mount", "-o", "remount,nr_inodes=1000", volume);
        Assert.AreEqual(3, hot.Seed(home) is var result ? result.Taken.Sum(taken => taken.Crates) + result.Present : 0);
        Assert.IsEmpty(Directory.EnumerateDirectories(home, ".cachetasks-*"));
    }

    [TestMethod]
    public void PromotedStore_IsALayerAndACargoHome()
    {
        var lab = Open("promoted crates", () => new Lab());
        var hot = new HotRegistry(lab);
        var store = Path.Combine(lab.MakeFolder("store"), "cargo");
        Flip(HotRegistry.Archives(hot.Home), "alpha-1.2.3.crate");

        var promoted = new CargoPromotion(CopyTools.Current!, CancellationToken.None).Run(hot.Home, store, dryRun: false);
        Assert.AreEqual($"promoted 2 crates to {store} (0 were there)", promoted.Lines[0]);
        StringAssert.StartsWith(PromotedCache.Show(promoted.Findings)[0], "Warning CACHETASKS3006 1 crate is not promoted, SHA-256 differs from the index: alpha 1.2.3. ", StringComparison.Ordinal);
        Flip(HotRegistry.Archives(hot.Home), "alpha-1.2.3.crate");
        Assert.AreEqual($"promoted 1 crate to {store} (2 were there)", new CargoPromotion(CopyTools.Current!, CancellationToken.None).Run(hot.Home, store, dryRun: false).Lines[0]);

        Assert.AreEqual("3 taken, 0 there", HotRegistry.Show(hot.Seed(hot.NewHome("user"), store)));
        File.Copy(Path.Combine(hot.Home, "config.toml"), Path.Combine(store, "config.toml"));
        Assert.IsTrue(hot.Cargo("store", "check", "--quiet", "--offline", "--locked").Run().Succeeded);
    }

    private static void Cut(string folder, string file)
    {
        using var stream = File.OpenWrite(Path.Combine(folder, file));
        stream.SetLength(stream.Length / 2);
    }

    // The size stays.
    private static void Flip(string folder, string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, file));
        bytes[^1] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, file), bytes);
    }

    private static void Replace(string path, Action<string> make)
    {
        File.Delete(path);
        make(path);
    }
}
