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
    public void ListedSkipWithoutReason_IsRefused() =>
        Assert.ThrowsExactly<FormatException>(() => Skips.Parse(["Btrfs uv 0.10.4"]));

    [TestMethod]
    public void EveryListedSkip_NamesARow() =>
        CollectionAssert.IsSubsetOf(Skips.Allowed.Keys.ToList(), Table.Rows.Select(row => row.Name).ToList());
}
