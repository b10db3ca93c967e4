using CacheTasks.Targets;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class DependencyFileTests
{
    [TestMethod]
    [DataRow("/t/debug/app: /src/main.rs /src/lib.rs\n", "/src/main.rs|/src/lib.rs")]
    [DataRow("/t/debug/app: /a\\ b/main.rs /c\\\\d\n", "/a b/main.rs|/c\\d", DisplayName = "escaped as for make")]
    [DataRow("/t/debug/app: src/main.rs /src/lib.rs\n", "/src/lib.rs", DisplayName = "relative ones say no checkout")]
    [DataRow("/t/debug/app: /src/main.rs\n\n/src/main.rs:\n", "/src/main.rs", DisplayName = "the first rule alone")]
    [DataRow("/t/debug/app: /src/main.rs /src/li", "/src/main.rs", DisplayName = "cut off")]
    [DataRow("/t/debug/app: /src/main.rs\r\n", "/src/main.rs")]
    [DataRow("/t/debug/app:\n", "")]
    [DataRow("", "")]
    [DataRow("\0\u0001 garbage", "")]
    public void Prerequisites_AreTheAbsolutePaths(string text, string expected) =>
        AssertLines.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), DependencyFile.Parse(text));
}
