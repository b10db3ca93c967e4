using CacheTasks.Platform;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class MoveMarkerTests
{
    [TestMethod]
    [DataRow("/src/app/target")]
    [DataRow("/odd\nname \t\\ü")]
    public void Text_IsReadBack(string path)
    {
        var marker = new MoveMarker(path, new Device(8, 1), ulong.MaxValue, 42);

        Assert.AreEqual(marker, MoveMarker.Parse(marker.Encode()));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("/src/app/target")]
    [DataRow("CacheTasks copied this directory from the one below and was about to remove that.\n8 1 x 3\n/src")]
    [DataRow("CacheTasks copied this directory from the one below and was about to remove that.\n8 1 3\n/src")]
    [DataRow("CacheTasks copied this directory from the one below and was about to remove that.\n8 1 -3 4\n/src")]
    public void TextOfAnybodyElse_IsNone(string text) => Assert.IsNull(MoveMarker.Parse(text));
}
