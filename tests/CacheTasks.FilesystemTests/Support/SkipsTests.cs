using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

[TestClass]
public sealed class SkipsTests
{
    [TestMethod]
    public void UnlistedSkip_FailsOnlyWhereTheLabIsRequired()
    {
        var listed = Skips.Parse(["# comment", "", "Btrfs uv 0.10.4: the kernel has no btrfs"]);

        Assert.IsTrue(Skips.IsFailure("Xfs uv 0.10.4", "1", listed));
        Assert.IsFalse(Skips.IsFailure("Btrfs uv 0.10.4", "1", listed));
        Assert.IsFalse(Skips.IsFailure("Xfs uv 0.10.4", null, listed));
    }

    [TestMethod]
    public void ListedFixture_CoversItsRowsAndNoOtherFixture()
    {
        var listed = Skips.Parse(["Btrfs: the kernel has no btrfs"]);

        Assert.IsFalse(Skips.IsFailure("Btrfs", "1", listed));
        Assert.IsFalse(Skips.IsFailure("Btrfs uv 0.10.4", "1", listed));
        Assert.IsTrue(Skips.IsFailure("BtrfsSubvolumes uv 0.10.4", "1", listed));
    }

    [TestMethod]
    public void ListedSkipWithoutReason_IsRefused() =>
        Assert.ThrowsExactly<FormatException>(() => Skips.Parse(["Btrfs uv 0.10.4"]));

    [TestMethod]
    public void EveryListedSkip_NamesARowOrAFixture() =>
        CollectionAssert.IsSubsetOf(Skips.Allowed.Keys.ToList(), Table.Rows.Concat(Table.SharedRows).SelectMany(row => new[] { row.Name, row.Fixture.Name }).Distinct().ToList());

    [TestMethod]
    public void EveryFixture_HasARowForEachVersionOfUv() =>
        CollectionAssert.AreEquivalent(
            Fixtures.All.SelectMany(fixture => new[] { $"{fixture} uv 0.13.8", $"{fixture} uv 0.10.4" }).ToList(),
            Table.Rows.Select(row => row.Name).ToList());
}
