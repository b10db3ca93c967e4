using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement;

/// <summary>What a build says of a place, word by word, and what its record keeps.</summary>
[TestClass]
public sealed class ConclusionTests
{
    private static readonly JudgedCandidate Far = MadeCandidate.Of(OwnCache.Kind, "/cache/uv", "cannot be linked: different filesystems (CACHETASKS1001)");
    private static readonly JudgedCandidate Near = MadeCandidate.Of("beside", "/src/.cachetasks-u1000/uv").Tried(MadeVerdict.Hardlinks);

    [TestMethod]
    public void OwnCacheThatLinks_IsOneLine() =>
        AssertLines.Equal(["the cache stays at /cache/uv: files come by hard link, on a local ext4 that lasts"], Keep(Own()).Lines);

    [TestMethod]
    public void OwnCacheThatGoes_HasAWayToKeepIt() => AssertLines.Equal(
        [
            "the cache stays at /cache/uv: files come by hard link, on a local ext4 that goes with the container: / is its own layer (overlay)",
            "to keep what is in it, -t:PromoteCache with CacheTasksPromoteTo=a folder that lasts copies there what is new; or set CacheDirectory to one",
        ],
        Keep(Own() with { Life = MadeCandidate.Layer }).Lines);

    [TestMethod]
    public void OwnCacheWithLittleRoom_IsSaid() => Assert.AreEqual("it has little room: 12 MiB left", Keep(Own() with { Shortage = "12 MiB" }).Lines[1]);

    [TestMethod]
    public void Keep_TellsWhatColocateWouldDo() => AssertLines.Equal(
        [
            "the cache stays at /cache/uv, which cannot be linked: different filesystems (CACHETASKS1001)",
            "with Placement=\"colocate\" it would move to /src/.cachetasks-u1000/uv (beside words): files come by hard link, on a local ext4 that lasts",
        ],
        (Keep(Far) with { Better = Near, All = [Far, Near] }).Lines);

    [TestMethod]
    public void NothingElse_IsSaidWithReasons()
    {
        var others = new[] { "a", "b", "c" }.Select(name => MadeCandidate.Of(name, "/" + name, "is far away")).ToList();

        Assert.AreEqual("no other place can be linked either: /a is far away; /b is far away; 1 more in the record", (Keep(Far) with { All = [Far, .. others] }).Lines[1]);
        Assert.AreEqual("no other place is there to look at", Keep(Far).Lines[1]);
        Assert.HasCount(1, (Keep(Far) with { Asked = "fixed" }).Lines);
    }

    [TestMethod]
    public void Move_SaysWhyAndWhatElseWasLookedAt() => AssertLines.Equal(
        [
            "the cache moves to /src/.cachetasks-u1000/uv (beside words): files come by hard link, on a local ext4 that lasts; /cache/uv cannot be linked: different filesystems (CACHETASKS1001)",
            "not taken: /home/dev/.cache/uv is far away",
        ],
        (Keep(Far) with { Asked = "colocate", Moves = true, Better = Near, All = [Far, MadeCandidate.Of("home", "/home/dev/.cache/uv", "is far away"), Near] }).Lines);

    [TestMethod]
    public void SlowNetwork_IsMeasured()
    {
        var tried = MadeCandidate.Of("beside", "/mnt/4e/uv").Tried(MadeVerdict.Hardlinks);
        var slow = tried with { Judgement = tried.Judgement! with { LinkTime = 1_448_000 }, Place = MadePlace.On(MadePlace.Nfs4, "/mnt/4e/uv") };

        Assert.AreEqual("files come by hard link, on a network nfs4 that lasts, a link takes about 1.4 ms, 1,000 files 1.4 s", CandidateText.Gain(slow));
    }

    [TestMethod]
    public void NamesOfOthers_WriteNoLines() => Assert.IsFalse(Keep(MadeCandidate.Of(OwnCache.Kind, "/a\nb", "is \n far")).Lines.Any(line => line.Contains('\n', StringComparison.Ordinal)));

    [TestMethod]
    public void Record_IsReadInTheSameSituationAlone()
    {
        using var folder = new TemporaryDirectory();
        var situation = new Situation("/cache/uv", "/src/app/.venv", "uv", new Person(1000, "dev")) { Root = "/caches" };
        var record = StepRecord.Open(folder.Location, "Sync");
        PlacementRecord.Write(record, Keep(Far) with { Asked = "colocate", Moves = true, Better = Near, All = [Far, Near], Void = "the place of earlier builds, /x is gone" }, situation);
        record.Save();
        var read = StepRecord.Open(folder.Location, "Sync");

        var remembered = PlacementRecord.Read(read, "colocate", situation)!;
        Assert.AreEqual(("beside", "/src/.cachetasks-u1000/uv"), (remembered.Kind, remembered.Path));
        Assert.HasCount(1, remembered.Lines);
        Assert.IsFalse(remembered.Lines[0].Contains("earlier", StringComparison.Ordinal));
        Assert.IsNull(PlacementRecord.Read(read, "keep", situation));
        Assert.IsNull(PlacementRecord.Read(read, "colocate", situation with { Cache = "/other" }));
        Assert.IsNull(PlacementRecord.Read(read, "colocate", situation with { Target = "/other" }));
        Assert.IsNull(PlacementRecord.Read(read, "colocate", situation with { Root = null }));
        read["placement"]!["host"] = "another";
        Assert.IsNull(PlacementRecord.Read(read, "colocate", situation));
        read["placement"] = new JsonArray();
        Assert.IsNull(PlacementRecord.Read(read, "colocate", situation));
    }

    private static JudgedCandidate Own() => MadeCandidate.Of(OwnCache.Kind, "/cache/uv").Tried(MadeVerdict.Hardlinks);

    private static Conclusion Keep(JudgedCandidate own) => new("keep", own, null, [own]) { Tool = "uv" };
}
