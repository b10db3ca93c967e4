using CacheTasks.Steps;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class LinkModesTests
{
    [TestMethod]
    public void EveryMode_IsFoundByItsName() =>
        Assert.AreEqual("Clone Hardlink Symlink Copy", string.Join(" ", LinkModes.All.Select(mode => LinkModes.Find(mode.Name()))));

    [TestMethod]
    [DataRow("HardLink", LinkMode.Hardlink)]
    [DataRow(" copy ", LinkMode.Copy)]
    [DataRow("reflink", LinkMode.Clone)]
    public void OtherSpelling_IsFound(string name, object mode) => Assert.AreEqual(mode, LinkModes.Find(name));

    [TestMethod]
    [DataRow("auto")]
    [DataRow("fast")]
    [DataRow("")]
    [DataRow(null)]
    public void OtherName_IsNoMode(string? name) => Assert.IsNull(LinkModes.Find(name));

    [TestMethod]
    public void Automatic_HasNoSymlink() => Assert.DoesNotContain(LinkMode.Symlink, LinkModes.Automatic);

    [TestMethod]
    public void ValidValues_AreThoseOfTheMetadata() => Assert.AreEqual(LinkModes.ValidValues, string.Join(", ", Choice.LinkMode.Values));
}
