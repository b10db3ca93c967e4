using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class CopyUpTests
{
    private static readonly CopyUp s_cause = new();
    private static readonly Failure s_lower = new(Operation.CopyUp, Errno.None) { File = MadeSample.File() };

    [TestMethod]
    public void LinkThatCopies_IsExplained() => s_cause.ExplainsOnly(MadePair.Overlay, Errno.None, Operation.CopyUp);

    [TestMethod]
    public void LinkThatFails_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.Overlay, Errno.EXDEV, Operation.CopyUp);

    [TestMethod]
    public void Description_NamesTheFileAndTheOverlay() => s_cause.Says(
        s_lower,
        MadePair.Overlay,
        "the cache's file /cache/uv/archive-v0/0/0.py lies in a lower layer of the overlay (55 /image overlay 0:52), so a link copies it to the upper one first");

    [TestMethod]
    public void Check_ShowsTheLayers() => s_cause.Checks(
        s_lower, MadePair.Overlay, "findmnt -no TARGET,FSTYPE,OPTIONS -T /image/uv");

    [TestMethod]
    public void Evidence_HasTheLayers() => s_cause.Shows(
        s_lower,
        MadePair.Overlay,
        "cacheMount=55 /image overlay 0:52",
        "targetMount=55 /image overlay 0:52",
        "file=/cache/uv/archive-v0/0/0.py",
        "overlayOptions=rw,lowerdir=/l,upperdir=/u,workdir=/w");

    [TestMethod]
    public void Remedies_BeginWithAVolume() => s_cause.Advises(
        s_lower,
        MadePair.Overlay,
        "Put cache and target on one volume instead of the container's own layers: set CacheDirectory and TargetDirectory.",
        "Or let the step copy, which leaves the cache alone: LinkMode=\"copy\".",
        "Or, in an image that keeps its cache, LinkMode=\"symlink\".");
}
