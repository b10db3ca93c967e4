using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;

namespace CacheTasks.FilesystemTests;

/// <summary>Cache paths that can never hold a cache: one warning that says so, and uv fails on them indeed.</summary>
[TestClass]
public sealed class BadCacheTests : LabTest
{
    private static readonly string s_long = new('x', 4_000);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void CacheThatIsNoDirectory_IsAWarningAndUvFails(string kind, string uvVersion)
    {
        var uv = Skips.Needs("uv " + uvVersion, () => Uv.Find(uvVersion));
        var lab = Open(Fixtures.Tmpfs);
        var project = PythonProject.Create(Path.Combine(lab.TargetParent, "app"), lab.MakeFolder("wheels"), Wheel.Mixed("alpha")).Lock(uv);
        var cache = Make(kind, lab);
        var before = DirectoryTree.Listing(Path.GetDirectoryName(lab.TargetParent)!);

        var chain = TaskChain.Verify(new Pair("Sync", "uv", uvVersion, cache, project.VirtualEnvironment, Path.Combine(lab.Home, "records")));

        CollectionAssert.AreEqual(new[] { "warning CACHETASKS0006" }, chain.Engine.Diagnostics);
        StringAssert.Contains(chain.Engine.Warnings[0].Message, Words(kind));
        Assert.AreEqual("", chain.Step.GetMetadata("EnvironmentVariables"));
        Comparison.AssertNone("the probe left or changed", DirectoryTree.Differences(before, DirectoryTree.Listing(Path.GetDirectoryName(lab.TargetParent)!)));
        var run = uv.Command(project.Folder, project.Environment(lab.Home, cache), "sync", "--frozen").Run();
        Assert.AreNotEqual(0, run.ExitCode, run.ToString());
    }

    public static IEnumerable<object[]> Cases =>
        from kind in new[] { "file", "below a file", "dangling symlink", "symlink to itself", "one name of 4,000 characters" }
        from version in new[] { "0.13.8", "0.10.4" }
        select new object[] { kind, version };

    private static string Words(string kind) => kind switch
    {
        "file" or "below a file" => "is a file, not a directory",
        "dangling symlink" => "is a symlink whose target does not exist",
        "symlink to itself" => "ELOOP",
        _ => "ENAMETOOLONG",
    };

    private static string Make(string kind, Lab lab)
    {
        var folder = Path.GetDirectoryName(lab.TargetParent)!;
        var cache = Path.Combine(folder, "cache");
        switch (kind)
        {
            case "file":
                File.WriteAllText(cache, "");
                return cache;
            case "below a file":
                File.WriteAllText(cache, "");
                return Path.Combine(cache, "uv");
            case "dangling symlink":
                File.CreateSymbolicLink(cache, Path.Combine(folder, "nowhere"));
                return cache;
            case "symlink to itself":
                File.CreateSymbolicLink(cache, cache);
                return cache;
            default:
                return Path.Combine(folder, s_long);
        }
    }
}
