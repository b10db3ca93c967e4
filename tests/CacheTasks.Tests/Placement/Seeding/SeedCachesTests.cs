using System.Runtime.Versioning;
using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;
using Microsoft.Build.Utilities;

namespace CacheTasks.Tests.Placement.Seeding;

/// <summary>What SeedCaches makes of layers, good and bad.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class SeedCachesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("seed");
    private readonly MadeLayer _layer;

    public SeedCachesTests()
    {
        _layer = new MadeLayer(_folder["hot"]);
        MadeLayer.WriteLock(Project, "alpha", "beta");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void WhatIsNeeded_IsBrought()
    {
        _layer.Add("alpha").Add("beta").Add("gamma");

        AssertLines.Equal([$"CacheTasks  Sync  seeded 2 packages, 38 files by hard link from {_layer.Location} in T s"], Seed());

        AssertLines.Equal(["Id-alpha", "Id-beta"], Names("archive-v0"));
        AssertLines.Equal(["1.0-py3-none-any", "1.0-py3-none-any.msgpack", "1.0-py3-none-any.rev"], Names("wheels-v7/index/0123456789abcdef/alpha"));
        Assert.AreEqual("../../../../archive-v0/Id-alpha", new FileInfo(Path.Combine(Cache, "wheels-v7/index/0123456789abcdef/alpha/1.0-py3-none-any")).LinkTarget);
        AssertLines.None(Seed());
    }

    [TestMethod]
    public void AbsoluteLinkOfAnotherPlace_IsTakenByItsIdAlone()
    {
        _layer.Add("alpha", "/home/somebody/.cache/uv/archive-v0/Id-alpha").Add("beta");

        Assert.Contains("seeded 2 packages", Seed().Single());
        Assert.AreEqual("../../../../archive-v0/Id-alpha", new FileInfo(Path.Combine(Cache, "wheels-v7/index/0123456789abcdef/alpha/1.0-py3-none-any")).LinkTarget);
    }

    [TestMethod]
    [DataRow("../../../../archive-v0/..")]
    [DataRow("../../../../archive-v0/../../secret")]
    [DataRow("/etc")]
    [DataRow("../../../../wheels-v7/Id-alpha")]
    [DataRow("../../../../archive-v0/Id-beta")]
    public void LinkThatLeadsElsewhere_IsRefused(string link)
    {
        _layer.Add("alpha", link).Add("beta");

        var said = Seed();

        Assert.Contains("seeded 1 package,", said[0]);
        Assert.Contains("warning CACHETASKS3006: Sync: 1 package is not taken from layers, and the tool gets it as it would without: alpha 1.0: wheels-v7/index/0123456789abcdef/alpha/1.0-py3-none-any and 1.0-py3-none-any.rev do not name one archive. Fill the layer anew", said[^1]);
        AssertLines.Equal(["Id-beta"], Names("archive-v0"));
    }

    [TestMethod]
    [DataRow("echo more >> alpha/one.py", "holds other files than its RECORD says")]
    [DataRow("mkfifo alpha/fifo", "alpha/fifo is a FIFO, socket or device")]
    [DataRow("chmod g+s alpha/one.py", "alpha/one.py is a setuid or setgid file")]
    [DataRow("rm alpha/one.py; ln -s ../../../../../etc/passwd alpha/one.py", "alpha/one.py is a symlink that leaves the tree")]
    public void BadWheel_IsRefusedAlone(string damage, string why)
    {
        _layer.Add("alpha").Add("beta");
        new Command("sh", "-c", damage) { WorkingDirectory = _layer.ArchiveOf("alpha") }.Run().OrFail();

        var said = Seed();

        Assert.Contains("seeded 1 package,", said[0]);
        Assert.Contains($"alpha 1.0: archive-v0/Id-alpha in {_layer.Location}: {why}", said[1]);
        AssertLines.Equal(["Id-beta"], Names("archive-v0"));
        AssertLines.None(new Command("find", Cache, "-name", ".cachetasks-seed-*", "-type", "d").Run().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void SecondLayer_HasWhatTheFirstLacks()
    {
        _layer.Add("alpha").Add("beta");
        File.Delete(Path.Combine(_layer.ArchiveOf("beta"), "beta", "one.py"));
        var second = new MadeLayer(_folder["second"]).Add("alpha").Add("beta");

        AssertLines.Equal([$"CacheTasks  Sync  seeded 2 packages, 38 files by hard link from {_layer.Location} and {second.Location} in T s"], Seed([_layer.Location, second.Location]));
    }

    [TestMethod]
    public void PointerThatOneLayerHasWrong_IsNoMatterWhereAnotherHasIt()
    {
        _layer.Add("alpha", "../../../../archive-v0/Id-beta").Add("beta");
        var second = new MadeLayer(_folder["second"]).Add("alpha");

        AssertLines.Equal([$"CacheTasks  Sync  seeded 2 packages, 38 files by hard link from {_layer.Location} and {second.Location} in T s"], Seed([_layer.Location, second.Location]));
        AssertLines.None(Seed([_layer.Location, second.Location]));
    }

    [TestMethod]
    public void MarkerOfACheckoutThatIsGone_IsRemovedAfterAMonth()
    {
        _layer.Add("alpha");
        Directory.CreateDirectory(Path.Combine(Cache, "wheels-v7"));
        var markers = new[] { 31, 29 }.Select(days => (Days: days, Path: Path.Combine(Cache, "wheels-v7", $".cachetasks-seeded-{days}"))).ToList();
        foreach (var (days, path) in markers)
        {
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-days));
        }

        Seed();

        AssertLines.Equal(["29"], markers.Where(marker => File.Exists(marker.Path)).Select(marker => $"{marker.Days}"));
    }

    [TestMethod]
    public void CacheOfOneCommand_IsNotSeeded()
    {
        _layer.Add("alpha");

        var said = Seed(cache: _folder[".tmpCkQHAx"]);

        Assert.StartsWith("message CACHETASKS3006: Sync: nothing is taken from layers: uv is told to keep no cache", said.Single());
        Assert.IsFalse(Directory.Exists(_folder[".tmpCkQHAx"]));
    }

    [TestMethod]
    public void WhatNoLayerHas_IsAMessage()
    {
        _layer.Add("alpha");

        var said = Seed();

        Assert.Contains("message CACHETASKS3006: Sync: 1 package that the lock file names is neither in a layer nor in the cache: beta 1.0. Where this platform needs it, the tool gets it as it would without layers.", said);
        AssertLines.None(Seed());
    }

    [TestMethod]
    public void LayerThatGotAWheel_IsLookedAtAgain()
    {
        _layer.Add("alpha");
        Seed();
        _layer.Add("beta");

        Assert.Contains("seeded 1 package,", Seed().Single());
    }

    [TestMethod]
    public void GoodEntry_Stays()
    {
        _layer.Add("alpha").Add("beta");
        new MadeLayer(Cache).Add("alpha");
        var before = DirectoryTree.Listing(Path.Combine(Cache, "archive-v0", "Id-alpha"));

        Assert.Contains("seeded 1 package,", Seed().Single());

        AssertLines.Equal(before, DirectoryTree.Listing(Path.Combine(Cache, "archive-v0", "Id-alpha")));
    }

    [TestMethod]
    [DataRow("", "it does not exist. The step runs as it would without it. Mount it, correct the CacheLayer, or give it a Condition with Exists.")]
    [DataRow("mkdir hot", "it is empty. The step runs as it would without it. Mount it, or fill it: docs/layers.md.")]
    [DataRow("touch hot", "it is a file, not a directory. The step runs as it would without it. Set the CacheLayer to the directory of a cache.")]
    [DataRow("mkdir -p hot/photos", "it holds neither wheels-v7 nor archive-v0: it is no cache of uv 0.13.8. The step runs as it would without it. Set the CacheLayer to what the tool calls its cache directory.")]
    [DataRow("mkdir -p hot/wheels-v6 hot/wheels-v5", "it holds wheels-v5, wheels-v6, and uv 0.13.8 looks for wheels-v7. The step runs as it would without it. Fill it with the same version of the tool as well; several versions may share it.")]
    public void DirectoryThatIsNoLayer_IsSaid(string make, string why)
    {
        new Command("sh", "-c", ":; " + make) { WorkingDirectory = _folder.Location }.Run().OrFail();

        AssertLines.Equal([$"warning CACHETASKS3002: Sync: nothing is taken from the layer {_layer.Location}: {why}"], Seed());
        Assert.IsFalse(Directory.Exists(Cache));
    }

    [TestMethod]
    [DataRow("cache", "it is the cache itself, ")]
    [DataRow("cache/below", "it lies inside the cache ")]
    [DataRow("hot", "the cache ")]
    public void LayerAndCacheInEachOther_AreSaid(string layer, string why)
    {
        new MadeLayer(_folder[layer]).Add("alpha");

        var said = Seed([_folder[layer]], layer == "hot" ? _folder["hot", "inner"] : Cache);

        Assert.StartsWith($"warning CACHETASKS3003: Sync: nothing is taken from the layer {_folder[layer]}: {why}", said.Single());
    }

    [TestMethod]
    public void Items_AreCheckedForThemselves()
    {
        var engine = new RecordingEngine();
        using var task = new SeedCaches
        {
            BuildEngine = engine,
            ProjectDirectory = Project,
            Steps = [],
            Layers = [new TaskItem("/mnt/hot"), new TaskItem("/mnt/warm", new Dictionary<string, string> { ["Tool"] = "vu" })],
        };
        task.Execute();

        Assert.StartsWith("/mnt/hot: the layer has no Tool, so no step uses it. Set Tool to one of ", engine.Warnings[0].Message);
        Assert.StartsWith("/mnt/warm: no tool is called 'vu'", engine.Warnings[1].Message);
        AssertLines.Equal(["warning CACHETASKS0002", "warning CACHETASKS0001"], engine.Diagnostics);
    }

    [TestMethod]
    public void Record_HasWhatWasDone()
    {
        _layer.Add("alpha");
        Seed(settings: ("RecordDirectory", _folder["records"]));

        var seed = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_folder["records", "Sync.json"]))!["seed"]!;

        Assert.AreEqual("complete 1 19 beta 1.0", $"{seed["state"]} {seed["packages"]} {seed["files"]} {seed["missing"]![0]}");
    }

    [TestMethod]
    public void UnreadableLock_IsSaidAndNothingIsSeeded()
    {
        _layer.Add("alpha");
        File.WriteAllText(Path.Combine(Project, "uv.lock"), "version = 1\n[[package]\n");

        Assert.StartsWith("warning CACHETASKS3006: Sync: ", Seed().Single());
        Assert.IsFalse(Directory.Exists(Cache));
    }

    private string Project => _folder["app"];

    private string Cache => _folder["cache"];

    private List<string> Seed(IEnumerable<string>? layers = null, string? cache = null, params (string Name, string Value)[] settings)
    {
        var engine = new RecordingEngine();
        using var task = new SeedCaches
        {
            BuildEngine = engine,
            ProjectDirectory = Project,
            RecordDirectory = settings.FirstOrDefault(setting => setting.Name == "RecordDirectory").Value,
            Steps = [new TaskItem("Sync", new Dictionary<string, string> { ["Tool"] = "uv", ["ToolVersion"] = "0.13.8", ["CacheDirectory"] = cache ?? Cache, ["WorkingDirectory"] = Project })],
            Layers = [.. (layers ?? [_layer.Location]).Select(path => new TaskItem(path, new Dictionary<string, string> { ["Tool"] = "uv" }))],
        };
        task.Execute();
        return
        [
            .. engine.Messages.Select(message => (string.IsNullOrEmpty(message.Code) ? "" : $"message {message.Code}: ") + System.Text.RegularExpressions.Regex.Replace(message.Message!.Trim(), @"[0-9.]+ s$", "T s")),
            .. engine.Warnings.Select(warning => $"warning {warning.Code}: {warning.Message}"),
        ];
    }

    private IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(Path.Combine(Cache, folder)).Select(Path.GetFileName).OfType<string>().Where(name => name[0] != '.').Order(StringComparer.Ordinal);
}
