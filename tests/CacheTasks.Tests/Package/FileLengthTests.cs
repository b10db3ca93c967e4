using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Package;

[TestClass]
public class FileLengthTests
{
    [TestMethod]
    public void NoFile_HasMoreLinesThanOneIdeaNeeds() => AssertLines.None(
        SourceFiles.All.Where(file => file.Text.AsSpan().Count('\n') > 350).Select(file => file.Path));
}
