using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>A large tree is looked at in part, and that is said.</summary>
[TestClass]
public sealed class SamplingTests : IDisposable
{
    private const int Files = 100;

    private readonly WheelFolders _folders = new();

    public SamplingTests()
    {
        var names = Enumerable.Range(0, Files).Select(number => $"demo/m{number}.py").ToList();
        foreach (var name in names)
        {
            _folders.AddToCache(name, "x");
            _folders.Copy(name);
        }
        _folders.Link("demo-1.0.dist-info/METADATA");
        _folders.WriteInstalled("demo-1.0.dist-info/RECORD", string.Concat(names.Select(name => name + ",,1\n")));
    }

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    [DataRow(100, 100)]
    [DataRow(99, 50)]
    [DataRow(50, 50)]
    [DataRow(10, 10)]
    [DataRow(1, 1)]
    public void MoreFilesThanABound_AreSampled(int most, int compared)
    {
        var outcome = Read(most, TimeSpan.FromMinutes(1));

        Assert.AreEqual((compared, Files), outcome.Compared);
        Assert.AreEqual(compared, outcome.Counts[Arrival.Copy]);
    }

    [TestMethod]
    public void TimeThatIsOver_LeavesTheRestOut() => Assert.AreEqual((0, Files), Read(1_000, TimeSpan.FromTicks(-1)).Compared);

    [TestMethod]
    public void Line_SaysSo() => Assert.EndsWith("; sampled, 50 of 100 files", OutcomeText.Of(Read(50, TimeSpan.FromMinutes(1)).Counts, [], (50, 100), 0));

    [TestMethod]
    public void PackagesThatWereThereBefore_AreSampledToo()
    {
        var outcome = Read(50, TimeSpan.FromMinutes(1), since: long.MaxValue);

        Assert.AreEqual("sampled for missing files, 50 of 100", OutcomeText.Of(outcome.Looked));
        Assert.IsTrue(outcome.IsPart);
    }

    [TestMethod]
    public void TimeThatIsOver_LeavesPackagesOut()
    {
        var outcome = Read(1_000, TimeSpan.FromTicks(-1), since: long.MaxValue);

        Assert.AreEqual("sampled for missing files, 0 of 0, and 1 package not at all", OutcomeText.Of(outcome.Looked));
        Assert.IsTrue(outcome.IsPart);
    }

    [TestMethod]
    public void WholeLook_SaysNothing() => Assert.IsNull(OutcomeText.Of(Read(1_000, TimeSpan.FromMinutes(1), since: long.MaxValue).Looked));

    private PythonOutcome Read(int most, TimeSpan longest, long since = 0) => PythonOutcome.Read(
        FileSystem.Current!, new OutcomeQuestion(_folders.Target, _folders.Cache, "archive-v*", [], since) { ClonesWork = false, MostCompared = most, MostLooked = most, Longest = longest });
}
