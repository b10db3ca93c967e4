namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/container-volume as its README says: containers on a real overlay, a real volume, dls-dodal from its sdist.</summary>
[TestClass]
public sealed class ContainerVolumeSampleTests
{
    [TestMethod]
    public void Story_HoldsFromBeginningToEnd() => Story.Tell(
        "container-volume", Skips.Needs("samples/container-volume", Story.WithUv),
        "| warning: Failed to hardlink files; falling back to full copy.", "So the cache can move into the container.", "The environment is linked.",
        "| CacheTasks  InstallDevices  promoted ", "== Image 1.12.2: a new container, the same volume, no network", "The environment is linked again, from a cache that the volume filled: dodal ");
}
