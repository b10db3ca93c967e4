using CacheTasks.Tasks;

namespace CacheTasks.Tests.Tasks;

[TestClass]
public sealed class ShownFileTests
{
    [TestMethod]
    [DataRow("/src/app/App.csproj", "/src/app", "App.csproj")]
    [DataRow("/src/app/App.csproj", "/src/app/", "App.csproj")]
    [DataRow("/src/Directory.Build.props", "/src/app", "/src/Directory.Build.props")]
    [DataRow("/src/app/build/x.targets", "/src/app", "/src/app/build/x.targets")]
    [DataRow("/src/app/App.csproj", null, "/src/app/App.csproj")]
    [DataRow("", "/src/app", "")]
    public void File_IsRelativeInTheProjectsOwnFolder(string file, string? folder, string expected) => Assert.AreEqual(expected, ShownFile.Of(file, folder));
}
