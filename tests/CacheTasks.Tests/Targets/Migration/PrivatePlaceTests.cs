using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class PrivatePlaceTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("place");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void DirectoryAbove_IsMade()
    {
        var place = Find(make: true, out var checkout);

        Assert.AreEqual(_folder["app"], checkout);
        Assert.IsTrue(Directory.Exists(Path.GetDirectoryName(place)!));
        Assert.IsFalse(Directory.Exists(place));
    }

    [TestMethod]
    public void DryRun_MakesNothing()
    {
        var place = Find(make: false, out _);

        Assert.StartsWith(_folder["root"], place!);
        AssertLines.None(Directory.GetFileSystemEntries(_folder["root"]));
    }

    [TestMethod]
    public void NameOfAnotherPath_IsNotTaken()
    {
        var first = Find(make: true, out _)!;
        Directory.CreateDirectory(first);
        File.WriteAllText(Path.Combine(first, ".cachetasks-checkout"), "/other/app\n");

        Assert.AreEqual(first + "-2", Find(make: true, out _));

        File.WriteAllText(Path.Combine(first, ".cachetasks-checkout"), _folder["app"] + "\n");
        Assert.AreEqual(first, Find(make: true, out _));
    }

    [TestMethod]
    public void LayoutUser_IsTheUsersFolder()
    {
        var place = Find(make: true, out var checkout, "user");

        Assert.IsNull(checkout);
        Assert.AreEqual(_folder["root"], Path.GetDirectoryName(place));
    }

    private string? Find(bool make, out string? checkout, string layout = "checkout")
    {
        Directory.CreateDirectory(_folder["root"]);
        var workspace = Directory.CreateDirectory(_folder["app"]).FullName;
        Directory.CreateDirectory(_folder["app", ".git"]);
        using var root = SharedRoot.Open(FileSystem.Current!, FileSystem.Users!, _folder["root"], out _);
        var place = new PrivatePlace(MoveTools.Current!, FileSystem.Users!, root!, layout, null);
        var found = place.Find(workspace, make, out checkout);
        AssertLines.None(place.Findings.Select(finding => finding.Text));
        return found;
    }
}
