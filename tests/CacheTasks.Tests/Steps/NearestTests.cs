using CacheTasks.Steps;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class NearestTests
{
    private static readonly string[] s_names = ["CacheDirectory", "TargetDirectory", "LinkMode", "Tool", "uv", "uv-pip", "uv-tool"];

    [TestMethod]
    [DataRow("CachedDirs", "", DisplayName = "too far")]
    [DataRow("CacheDir", "CacheDirectory", DisplayName = "its beginning")]
    [DataRow("CacheDirectoy", "CacheDirectory", DisplayName = "a letter missing")]
    [DataRow("CacheDirecttory", "CacheDirectory", DisplayName = "a letter too many")]
    [DataRow("CacheDirectroy", "CacheDirectory", DisplayName = "two swapped")]
    [DataRow("linkmode", "LinkMode", DisplayName = "another case is no edit")]
    [DataRow("Link-Modes", "LinkMode", DisplayName = "two edits")]
    [DataRow("uv_pip", "uv-pip", DisplayName = "one replaced")]
    [DataRow("u", "uv", DisplayName = "a short name, one edit")]
    [DataRow("pip", "", DisplayName = "a short name, two edits")]
    [DataRow("", "", DisplayName = "nothing")]
    public void Misspelling_FindsWhatWasMeant(string name, string expected) =>
        Assert.AreEqual(expected, string.Join(" ", Nearest.Find(name, s_names)));

    [TestMethod]
    public void Several_AreNearestFirstAndAtMostThree() => Assert.AreEqual(
        "Build2 Build23 Build24", string.Join(" ", Nearest.Find("Build2", ["Build24x", "Build23", "Build24", "Build2", "Build25"])));
}
