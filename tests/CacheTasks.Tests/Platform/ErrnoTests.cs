using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Platform;

[TestClass]
public class ErrnoTests
{
    [TestMethod]
    public void EveryConstant_HasItsOwnName()
    {
        var constants = typeof(Errno).GetFields().Where(field => field.IsStatic && field.Name != nameof(Errno.None)).ToList();

        AssertLines.Equal(constants.Select(field => field.Name), constants.Select(field => ((Errno)field.GetValue(null)!).Name));
    }

    [TestMethod]
    public void EveryName_IsParsed() => AssertLines.Equal(Enumerable.Range(0, 256), Enumerable.Range(0, 256).Select(number => Errno.Parse(new Errno(number).Name).Number));

    [TestMethod]
    [DataRow("")]
    [DataRow("ESOMETHING")]
    [DataRow("errno x")]
    public void OtherName_IsNone(string name) => Assert.AreEqual(Errno.None, Errno.Parse(name));

    [TestMethod]
    public void NumberWithoutAName_IsShown() => Assert.AreEqual("errno 200 errno 200", $"{new Errno(200).Name} {new Errno(200).Text}");

    // The independent witness of numbers, names and texts.
    [TestMethod]
    public void NamesAndTexts_AreTheCLibrarys()
    {
        var known = Enumerable.Range(1, 255).Select(number => new Errno(number)).Where(errno => !errno.Name.StartsWith("errno ", StringComparison.Ordinal));
        var ours = known.Select(errno => $"{errno.Number} {errno.Name} {errno.Text}").ToList();

        AssertLines.Equal(ours, CProgram.Run(
            "#include <errno.h>\n#include <string.h>\n",
            known.Select(errno => $"printf(\"%d {errno.Name} %s\\n\", {errno.Name}, strerror({errno.Name}));")));
    }
}
