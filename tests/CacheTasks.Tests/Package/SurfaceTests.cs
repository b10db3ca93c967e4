using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Package;

[TestClass]
public class SurfaceTests
{
    private static readonly string s_checkedIn = Path.Combine(Repository.Root, "tests", "CacheTasks.Tests", "surface.txt");

    /// <summary>
    /// A changed line is a change that users can notice: it belongs into the changelog. What is real now lies beside the test's dll, to be
    /// copied over the checked-in file when the change is meant.
    /// </summary>
    [TestMethod]
    public void Surface_IsWhatIsCheckedIn()
    {
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "surface.txt"), Surface.Lines);

        AssertLines.Equal(File.ReadAllLines(s_checkedIn), Surface.Lines);
    }
}
