using CacheTasks.TestSupport;
using CacheTasks.Tests.Placement.Collection;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Promotion;

/// <summary>By what a collector tells when an entry of a store was last used.</summary>
[TestClass]
public sealed class LastUseTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("use");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(2, true)]
    [DataRow(0, false, DisplayName = "not more than once a day")]
    public void PromotionOfWhatIsThere_RenewsItsTimeAlone(int daysAgo, bool renewed)
    {
        var cache = new MadeStore(_folder["cache"]).Add("alpha", 40);
        var store = new MadeStore(_folder["store"]);
        cache.PromoteTo(store);
        store.SetAge(store.PointersOf("alpha"), daysAgo);
        var before = DirectoryTree.Listing(store.Location);

        cache.PromoteTo(store);

        var changed = DirectoryTree.Differences(before, DirectoryTree.Listing(store.Location));
        AssertLines.Equal(Enumerable.Repeat("1.0-py3-none-any.rev", renewed ? 2 : 0), changed.Select(line => Path.GetFileName(line.Split(' ')[1])));
        AssertLines.Equal(WithoutTimes(before), WithoutTimes(DirectoryTree.Listing(store.Location)));
        Assert.AreEqual("removed 0 packages", store.Collect(new() { OlderThan = TimeSpan.FromDays(1.5) }).Lines[0][.."removed 0 packages".Length]);
    }

    [TestMethod]
    public void Promotion_IsAUseHoweverOldTheCachesFilesAre()
    {
        var cache = new MadeStore(_folder["cache"]).Add("alpha", 40);
        var store = new MadeStore(_folder["store"]);

        cache.PromoteTo(store);

        Assert.StartsWith("removed 0 packages", store.Collect(new() { OlderThan = TimeSpan.FromDays(1) }).Lines[0]);
        Assert.StartsWith("removed 1 package,", store.SetAge(store.PointersOf("alpha"), 2).Collect(new() { OlderThan = TimeSpan.FromDays(1) }).Lines[0]);
    }

    private static IEnumerable<string> WithoutTimes(IEnumerable<string> listing) =>
        listing.Select(line => string.Join(' ', line.Split(' ').Where((_, field) => field != 3)));
}
