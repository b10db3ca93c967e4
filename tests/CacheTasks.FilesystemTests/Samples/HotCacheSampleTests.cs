namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/hot-cache as its README says: a real user, real uv, real read-only mounts, one of them behind a slow network.</summary>
[TestClass]
public sealed class HotCacheSampleTests
{
    [TestMethod]
    public void Story_HoldsFromBeginningToEnd() => Story.Tell(
        "hot-cache", Skips.Needs("samples/hot-cache", Story.WithUv),
        "uv ends with exit code 2", "| CacheTasks  SyncPython  seeded ", "The second build seeds nothing.", "uv cache prune, uv cache clean: the hot cache is as it was.",
        "Each file crosses the network once", "CACHETASKS3002", "The build goes on with what the local cache has.");
}
