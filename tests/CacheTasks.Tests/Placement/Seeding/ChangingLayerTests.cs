using CacheTasks.Colocation;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Seeding;

/// <summary>A layer that is swapped, collected or removed while a step is seeded from it.</summary>
[TestClass]
public sealed class ChangingLayerTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("changing");

    public ChangingLayerTests()
    {
        MadeLayer.WriteLock(_folder["app"], "alpha", "beta");
        new MadeLayer(_folder["one"]).Add("alpha").Add("beta");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void GenerationThatIsSwapped_IsReadToItsEnd()
    {
        new MadeLayer(_folder["two"]).Add("gamma");
        File.CreateSymbolicLink(_folder["current"], "one");
        var swapped = false;
        var trees = WatchedTrees.Create(after: (_, _) =>
        {
            if (!swapped)
            {
                swapped = true;
                new Command("sh", "-c", "ln -s two current.new && mv -T current.new current") { WorkingDirectory = _folder.Location }.Run().OrFail();
            }
        });

        var report = Seed("current", "cache", trees);

        Assert.IsTrue(swapped);
        Assert.AreEqual("2 0 0", $"{WheelPointers.In(_folder["cache"]).Count} {report.Refused.Count} {report.Missing.Count}");
        Assert.AreEqual(2, Seed("current", "other", FileSystem.Trees!).Missing.Count, "who comes later reads the new one");
    }

    [TestMethod]
    [DataRow("wheels-v7/index/0123456789abcdef/alpha", false)]
    [DataRow("archive-v0/Id-alpha", true)]
    public void PackageThatGoesAtAnyMoment_IsThereWholeOrNotAtAll(string goes, bool mayBeRefused)
    {
        var found = new HashSet<string>();
        for (var moment = 1; !found.Contains("2 whole") || moment < 20; moment++)
        {
            var (layer, cache) = ($"layer{moment}", $"cache{moment}");
            new Command("cp", "-a", _folder["one"], _folder[layer]).Run().OrFail();
            var calls = 0;
            var trees = WatchedTrees.Create(after: (_, _) =>
            {
                if (++calls == moment)
                {
                    Directory.Delete(Path.Combine(_folder[layer], goes), recursive: true);
                }
            });

            var report = Seed(layer, cache, trees);

            var pointers = WheelPointers.In(_folder[cache]);
            AssertLines.None(pointers.Select(WheelPointers.FindFault).OfType<string>());
            Assert.IsTrue(pointers.Any(pointer => pointer.Contains("/beta/", StringComparison.Ordinal)), $"beta is not there at moment {moment}");
            Assert.IsTrue(mayBeRefused || report.Refused.Count == 0, string.Join('\n', report.Refused));
            found.Add($"{pointers.Count} whole");
            Assert.IsLessThan(2000, moment);
        }
        AssertLines.Equal(["1 whole", "2 whole"], found.Order());
    }

    /// <summary>As ESTALE, which a file gives over NFS that was removed on the server after it was opened; the kernel gives EINVAL here.</summary>
    [TestMethod]
    public void FileThatCannotBeRead_IsAsNone()
    {
        var unreadable = "/sys/class/net/lo";
        if (!File.Exists(unreadable + "/speed"))
        {
            Assert.Inconclusive("no file at hand that can be opened and not read");
        }
        FileSystem.Trees!.OpenDirectory(new DirectoryInfo(unreadable).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? unreadable, out var folder);
        using (folder)
        {
            Assert.IsNull(SmallFile.ReadBytes(FileSystem.Trees!, folder, "speed", 100));
        }
    }

    private SeedReport Seed(string layer, string cache, ITreeChanges trees)
    {
        var step = new MadeStep(("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", _folder[cache]), ("WorkingDirectory", _folder["app"])).Step;
        var tools = CopyTools.Current! with { Trees = trees };
        using var mounts = tools.Files.ReadMounts();
        return new StepSeeding(tools, new Watchdog(tools.Files, mounts), verify: false, CancellationToken.None)
            .Run(step, MadeProfile.Shipped("uv"), [_folder[layer]], path => Path.GetFullPath(path))!;
    }
}
