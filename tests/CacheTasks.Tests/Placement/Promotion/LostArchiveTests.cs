using CacheTasks.TestSupport;
using CacheTasks.Tests.Placement.Collection;

namespace CacheTasks.Tests.Placement.Promotion;

/// <summary>A source distribution whose archive is gone from a store, and that another machine has built again under a revision of its own.</summary>
[TestClass]
public sealed class LostArchiveTests : IDisposable
{
    private const string Version = "sdists-v10/pypi/alpha/1.0";

    private readonly TemporaryDirectory _folder = new("lost");

    public void Dispose() => _folder.Dispose();

    // The answer of an index was newer, so that the file which leads to it differs.
    [TestMethod]
    public void SameRevision_BringsItsArchiveAgain()
    {
        var (cache, store) = (new MadeStore(_folder["cache"]), new MadeStore(_folder["store"]));
        store.AddBuilt("alpha", Version, 3);
        File.WriteAllText(Path.Combine(cache.AddBuilt("alpha", Version, 1), "revision.http"), "Revision1, newer");
        Directory.Delete(store.ArchiveOf("alpha"), recursive: true);

        cache.PromoteTo(store);

        Assert.IsTrue(Directory.Exists(store.ArchiveOf("alpha")));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void RevisionOfAnother_ReplacesOneWhoseArchiveIsGone(bool isGone)
    {
        var (cache, store) = (new MadeStore(_folder["cache"]), new MadeStore(_folder["store"]));
        var stored = store.AddBuilt("alpha", Version, 3);
        var built = cache.AddBuilt("alpha", Version, 1);
        Directory.Move(Path.Combine(built, "Revision1"), Path.Combine(built, "Revision2"));
        File.WriteAllText(Path.Combine(built, "revision.http"), "Revision2");
        if (isGone)
            Directory.Delete(store.ArchiveOf("alpha"), recursive: true);

        cache.PromoteTo(store);

        Assert.AreEqual(isGone ? "Revision2" : "Revision1", File.ReadAllText(Path.Combine(stored, "revision.http")));
        Assert.AreEqual(isGone, Directory.Exists(Path.Combine(stored, "Revision2")));
        Assert.IsTrue(Directory.Exists(store.ArchiveOf("alpha")));
    }
}
