using CacheTasks.Outcome;

namespace CacheTasks.Tests.Outcome;

[TestClass]
public class CountsTests
{
    [TestMethod]
    public void NothingLinked_IsOwnFilesAlone() => Assert.AreEqual("0 own", new Counts().ToString());

    [TestMethod]
    public void OneOfEach_IsInTheSingular() => Assert.AreEqual(
        "1 hard link, 1 clone, 1 inline, 1 symlink, 1 copy, 1 own", Of(Enum.GetValues<Arrival>()).ToString());

    [TestMethod]
    public void Several_AreInThePlural() => Assert.AreEqual(
        "2 hard links, 2 clones, 2 inline, 2 symlinks, 2 copies, 2 own", Of([.. Enum.GetValues<Arrival>(), .. Enum.GetValues<Arrival>()]).ToString());

    [TestMethod]
    public void Bytes_AreCopiedOrShared()
    {
        var counts = Of(Enum.GetValues<Arrival>());

        Assert.AreEqual("10 30 6", $"{counts.BytesCopied} {counts.BytesShared} {counts.Total}");
    }

    [TestMethod]
    public void Inline_IsALinkOfItsKind() => Assert.AreEqual(3, Of(Enum.GetValues<Arrival>()).Links);

    [TestMethod]
    public void Json_IsThatOfTheContract() => Assert.AreEqual(
        """{"hardlink":1,"clone":1,"inline":1,"symlink":1,"copy":1,"own":1,"bytesCopied":10,"bytesShared":30,"bytesWritten":30}""",
        Of(Enum.GetValues<Arrival>()).ToJson().ToJsonString());

    private static Counts Of(Arrival[] arrivals)
    {
        var counts = new Counts();
        foreach (var arrival in arrivals)
        {
            counts.Add(arrival, 10);
        }
        return counts;
    }
}
