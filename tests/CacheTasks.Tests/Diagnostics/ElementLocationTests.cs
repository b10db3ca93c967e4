using CacheTasks.Diagnostics;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Diagnostics;

[TestClass]
public sealed class ElementLocationTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("location");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Element_IsFoundAtItsBracket() =>
        AssertAt(3, 5, Find("<Project>\n  <ItemGroup>\n    <CacheStep Include=\"SyncPython\" Tool=\"uv\" />\n  </ItemGroup>\n</Project>"));

    [TestMethod]
    public void AttributesOnSeveralLines_PointAtTheFirst() =>
        AssertAt(2, 3, Find("<Project>\n  <CacheStep\n    Tool=\"uv\"\n    Include=\"SyncPython\"\n  />\n</Project>"));

    [TestMethod]
    [DataRow("Other;SyncPython")]
    [DataRow(" Other ;\n   SyncPython ; Third")]
    [DataRow("SYNCPYTHON")]
    public void ListInInclude_NamesEachOfItsSteps(string include) =>
        AssertAt(2, 1, Find($"<Project>\n<CacheStep Include=\"{include}\" Tool=\"uv\" />\n</Project>"));

    [TestMethod]
    public void SeveralElements_GiveTheLast() =>
        AssertAt(3, 1, Find("<Project>\n<CacheStep Include=\"SyncPython\" />\n<CacheStep Include=\"SyncPython\" />\n<CacheStep Include=\"X\" />\n</Project>"));

    [TestMethod]
    public void Update_IsNoInclude() =>
        AssertAt(2, 1, Find("<Project>\n<CacheStep Include=\"SyncPython\" />\n<CacheStep Update=\"SyncPython\" />\n</Project>"));

    [TestMethod]
    public void OldNamespace_IsIgnored() =>
        AssertAt(2, 1, Find("<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n<CacheStep Include=\"SyncPython\" />\n</Project>"));

    [TestMethod]
    public void AnotherItemOfThatName_IsFoundWhereNoCacheStepIs() =>
        AssertAt(2, 1, Find("<Project>\n<Pair Include=\"SyncPython\" />\n</Project>"));

    [TestMethod]
    public void CacheStep_GoesBeforeAnotherItemOfThatName() =>
        AssertAt(2, 1, Find("<Project>\n<CacheStep Include=\"SyncPython\" />\n<Pair Include=\"SyncPython\" />\n</Project>"));

    [TestMethod]
    public void ElementInComment_DoesNotCount() =>
        AssertAt(1, 1, Find("<Project>\n<!-- <CacheStep Include=\"SyncPython\" /> -->\n</Project>"));

    [TestMethod]
    [DataRow("<Project>\n<CacheStep Include=\"Another\" />\n</Project>", DisplayName = "no such step")]
    [DataRow("<Project>\n<CacheStep Include=\"@(Steps)\" />\n</Project>", DisplayName = "computed")]
    [DataRow("<Project>\n<CacheStep Include=\"SyncPython\" />\n", DisplayName = "not closed")]
    [DataRow("no XML", DisplayName = "no XML")]
    [DataRow("", DisplayName = "empty")]
    public void NothingToFind_IsTheFirstLine(string xml) => AssertAt(1, 1, Find(xml));

    [TestMethod]
    public void MissingFile_IsTheFirstLine() => AssertAt(1, 1, ElementLocation.Find(_folder["absent.csproj"], "SyncPython"));

    [TestMethod]
    [DataRow("with space.csproj")]
    [DataRow("100%25.csproj")]
    [DataRow("a#b.csproj")]
    [DataRow("a?b;c.csproj")]
    [DataRow("ünï.csproj")]
    public void FileName_IsTakenLiterally(string name) =>
        AssertAt(2, 1, Find("<Project>\n<CacheStep Include=\"SyncPython\" />\n</Project>", name));

    private ElementLocation Find(string xml, string name = "app.csproj")
    {
        File.WriteAllText(_folder[name], xml);
        return ElementLocation.Find(_folder[name], "SyncPython");
    }

    private static void AssertAt(int line, int column, ElementLocation found) => Assert.AreEqual(new ElementLocation(line, column), found);
}
