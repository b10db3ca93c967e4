using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Somebody without root's rights places a cache among folders of others.</summary>
[TestClass]
public sealed class OtherUsersTests : LabTest
{
    [TestMethod]
    public void FoldersOfOthers_AreLookedAtAlone()
    {
        var lab = Open("placement", () => new Lab());
        var site = new Site(lab);
        Lab.System("chown", "-R", "1000:1000", site.Checkout, Path.Combine(lab.Root, "home", ".cache"));
        var copy = lab.MakeFolder("program");
        Directory.CreateDirectory(Path.Combine(lab.Root, "program", "records"));
        lab.EnterAs(1000);

        var refused = Place(lab, site, copy, "records1");
        StringAssert.StartsWith(refused[^1], $"warning CACHETASKS1001: ");
        StringAssert.Contains(
            refused[^2],
            $"warning CACHETASKS3001: Sync: no place for the cache can be linked into {site.Checkout}/.venv, so it stays where it is: {site.Cache} cannot be linked: different filesystems (CACHETASKS1001); ");
        StringAssert.Contains(refused[^2], $"{site.Work}/team/.cachetasks-u1000/uv cannot be made: this user may not write to {site.Work}/team (EACCES, owner user 0 (root), mode 0755); ");
        CollectionAssert.AreEqual(new[] { "app" }, Directory.GetFileSystemEntries(Path.Combine(site.Work, "team")).Select(Path.GetFileName).ToArray());

        // As /tmp is: anybody may make something there, and nobody can replace it.
        Lab.System("chmod", "1777", Path.Combine(site.Work, "team"));
        StringAssert.StartsWith(Place(lab, site, copy, "records2")[0], $"  CacheTasks  Sync  the cache moves to {site.Work}/team/.cachetasks-u1000/uv (beside the sources): files come by hard link");
        Assert.AreEqual("1000 drwx------", new Command("stat", "-c", "%u %A", Path.Combine(site.Work, "team", ".cachetasks-u1000")).Run().OrFail().StandardOutput.Trim());

        // Who takes that name first has no cache of somebody else in his hands.
        Directory.Delete(Path.Combine(site.Work, "team", ".cachetasks-u1000"), recursive: true);
        Directory.CreateDirectory(Path.Combine(site.Work, "team", ".cachetasks-u1000", "uv"));
        Lab.System("chmod", "777", Path.Combine(site.Work, "team", ".cachetasks-u1000"), Path.Combine(site.Work, "team", ".cachetasks-u1000", "uv"));
        StringAssert.Contains(Place(lab, site, copy, "records3")[^2], $"{site.Work}/team/.cachetasks-u1000/uv ");
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(site.Work, "team", ".cachetasks-u1000", "uv")));
    }

    private static string[] Place(Lab lab, Site site, string copy, string records)
    {
        var folder = lab.MakeFolder(records);
        Lab.System("chmod", "777", folder);
        var pair = new Pair("Sync", "uv", "0.13.8", site.Cache, site.Placing.Target, folder) { Placement = "colocate" };
        return lab.Inside(ProbeProcess.Verify(pair, copy)).Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
