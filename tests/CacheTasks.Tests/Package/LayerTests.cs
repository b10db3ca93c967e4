using System.Text.RegularExpressions;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Package;

/// <summary>Which part of the package may know what.</summary>
[TestClass]
public partial class LayerTests
{
    private static readonly string[] s_domain = ["Steps", "Colocation", "CompilerCaches", "Targets", "Outcome", "Placement", "Reports", "Running", "Progress", "Doctor", "Diagnostics", "Platform"];

    [TestMethod]
    public void NativeCalls_AreDeclaredInPlatformAlone() => AssertLines.None(
        SourceFiles.All.Where(file => !file.Path.StartsWith("Platform/", StringComparison.Ordinal) && NativeCall().IsMatch(file.Text)).Select(file => file.Path));

    [TestMethod]
    public void NativeCalls_AreFound() =>
        AssertLines.None(SourceFiles.All.Where(file => NativeCall().IsMatch(file.Text) && !file.Path.StartsWith("Platform/Linux/LibC", StringComparison.Ordinal)).Select(file => file.Path));

    [TestMethod]
    public void Domain_DoesNotKnowMSBuild() => AssertLines.None(
        SourceFiles.All.Where(file => s_domain.Contains(Folder(file.Path)) && file.Text.Contains("Microsoft.Build", StringComparison.Ordinal)).Select(file => file.Path));

    [TestMethod]
    public void Domain_DoesNotKnowTheTasks() => AssertLines.None(
        SourceFiles.All.Where(file => s_domain.Contains(Folder(file.Path)) && file.Text.Contains("CacheTasks.Tasks", StringComparison.Ordinal)).Select(file => file.Path));

    [TestMethod]
    public void EveryFolder_IsAKnownPart() =>
        AssertLines.Equal([.. s_domain.Order(StringComparer.Ordinal), "Tasks"], SourceFiles.All.Select(file => Folder(file.Path)).Distinct());

    [TestMethod]
    public void EveryNamespace_IsItsFolders()
    {
        var wrong = SourceFiles.All.Where(file => !Exceptions.Contains(file.Path)
            && !file.Text.Contains($"namespace CacheTasks.{Path.GetDirectoryName(file.Path)!.Replace('/', '.')};", StringComparison.Ordinal));

        AssertLines.None(wrong.Select(file => file.Path));
    }

    // Types that a compiler or MSBuild recognises by their full name.
    private static string[] Exceptions => ["Platform/NetFramework/IsExternalInit.cs", "Tasks/MultiThreadable.cs"];

    private static string Folder(string path) => path.Split('/')[0];

    [GeneratedRegex(@"\[\s*(DllImport|LibraryImport)\b|\bNativeLibrary\.")]
    private static partial Regex NativeCall();
}
