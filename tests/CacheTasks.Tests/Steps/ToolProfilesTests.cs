using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using NuGet.Versioning;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class ToolProfilesTests
{
    [TestMethod]
    public void UnknownName_IsNull() => Assert.IsNull(ToolProfiles.Shipped.Find("poetry"));

    [TestMethod]
    public void Name_IsFoundInAnyCase() => Assert.IsNotNull(ToolProfiles.Shipped.Find("UV"));

    [TestMethod]
    public void GivenProfile_GoesBeforeAShippedOne()
    {
        var profiles = MadeProfile.Given(("uv", [("Executable", "my-uv")]));

        Assert.AreEqual("my-uv", profiles.Find("uv")!.Executable);
        Assert.AreEqual("", profiles.Find("uv")!.CacheArguments);
    }

    [TestMethod]
    public void GivenTwice_LastWins() => Assert.AreEqual(
        "second", MadeProfile.Given(("mine", [("Executable", "first")]), ("MINE", [("Executable", "second")])).Find("mine")!.Executable);

    [TestMethod]
    public void Like_FillsWhatIsNotSaid()
    {
        var mine = MadeProfile.Given(("mine", [("Like", "uv"), ("Executable", "my-uv")])).Find("mine")!;

        Assert.AreEqual("my-uv", mine.Executable);
        Assert.AreEqual("cache dir", mine.CacheArguments);
        Assert.AreEqual(MadeProfile.Shipped("uv").Behaviours.Count, mine.Behaviours.Count);
    }

    [TestMethod]
    public void Dash_EmptiesWhatLikeWouldGive() => Assert.AreEqual(
        "", MadeProfile.Given(("mine", [("Like", "uv"), ("CacheArguments", " - ")])).Find("mine")!.CacheArguments);

    [TestMethod]
    public void DashFurtherUp_EmptiesForAllBelow() => Assert.AreEqual(
        "", MadeProfile.Given(("mine", [("Like", "uv-pip")])).Find("mine")!.TargetDefault);

    [TestMethod]
    public void LikeOfAGivenProfile_IsFollowed() => Assert.AreEqual(
        "cache dir",
        MadeProfile.Given(("a", [("Like", "b")]), ("b", [("Like", "uv")])).Find("a")!.CacheArguments);

    [TestMethod]
    [DataRow("b", "a", DisplayName = "two that name each other")]
    [DataRow("a", "a", DisplayName = "one that names itself")]
    public void Circle_Ends(string likeOfA, string likeOfB)
    {
        var profiles = MadeProfile.Given(("a", [("Like", likeOfA), ("Executable", "tool")]), ("b", [("Like", likeOfB)]));

        Assert.AreEqual("tool", profiles.Find("a")!.Executable);
        Assert.AreEqual("", profiles.Find("a")!.CacheArguments);
    }

    [TestMethod]
    public void LikeOfAnUnknownProfile_GivesNothing() =>
        Assert.AreEqual("", MadeProfile.Given(("a", [("Like", "absent")])).Find("a")!.CacheArguments);

    [TestMethod]
    public void NoExecutable_IsTheName() => Assert.AreEqual("made", MadeProfile.Of().Executable);

    [TestMethod]
    [DataRow("LinkBehaviour", "clone", "'clone' is not '<version range>: <mode>[>mode…], …'")]
    [DataRow("SupportedVersions", "newest", "SupportedVersions 'newest' is not a NuGet version range")]
    [DataRow("AskTimeout", "soon", "AskTimeout 'soon' is not a number of seconds between 0 and 3600")]
    [DataRow("AskTimeout", "0", "AskTimeout '0' is not a number of seconds between 0 and 3600")]
    [DataRow("AskTimeout", "3600", "AskTimeout '3600' is not a number of seconds between 0 and 3600")]
    [DataRow("AskTimeout", "NaN", "AskTimeout 'NaN' is not a number of seconds between 0 and 3600")]
    public void DataThatCannotBeRead_IsQuoted(string name, string value, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<FormatException>(() => MadeProfile.Of((name, value))).Message);

    [TestMethod]
    [DataRow("", 30)]
    [DataRow("0.5", 0.5)]
    [DataRow("90", 90)]
    public void AskTimeout_IsInSeconds(string value, double seconds) =>
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), MadeProfile.Of(("AskTimeout", value)).AskTimeout);

    [TestMethod]
    [DataRow("0.10.4", LinkMode.Hardlink)]
    [DataRow("0.10.5", LinkMode.Clone)]
    [DataRow("0.13.8", LinkMode.Clone)]
    [DataRow("99.0.0", LinkMode.Clone)]
    public void Behaviour_IsThatOfTheVersion(string version, object usual) =>
        Assert.AreEqual(usual, MadeProfile.Shipped("uv").FindBehaviour(NuGetVersion.Parse(version))!.Default);

    [TestMethod]
    public void UnknownVersion_BehavesAsTheNewest() => Assert.AreEqual(LinkMode.Clone, MadeProfile.Shipped("uv").FindBehaviour(null)!.Default);

    [TestMethod]
    public void VersionBeforeAllRows_HasNoBehaviour() => Assert.IsNull(MadeProfile.Shipped("uv").FindBehaviour(NuGetVersion.Parse("0.0.1")));
}
