using CacheTasks.Diagnostics;

namespace CacheTasks.Tests.Diagnostics;

[TestClass]
public class HelpLinkTests
{
    // In the package the dll lies in tasks/<framework>/, the page in docs/ beside tasks/.
    [TestMethod]
    public void Link_LeadsToThePageOfThePackage()
    {
        var link = new Uri(HelpLink.For(Rules.OtherMount));

        var dll = Path.GetDirectoryName(typeof(HelpLink).Assembly.Location)!;
        Assert.IsTrue(link.IsFile);
        Assert.AreEqual(Path.GetFullPath(Path.Combine(dll, "../../docs/diagnostics.md")), link.LocalPath);
        Assert.AreEqual("#cachetasks1002", link.Fragment);
    }
}
