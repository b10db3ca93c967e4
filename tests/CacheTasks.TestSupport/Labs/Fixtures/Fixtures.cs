using System.Reflection;

namespace CacheTasks.TestSupport;

/// <summary>Every fixture that the tables of expectations may name, a file for each family of filesystems.</summary>
public static partial class Fixtures
{
    private static readonly Lazy<IReadOnlyList<Fixture>> s_all = new(() =>
        [.. typeof(Fixtures).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Fixture))
            .Select(property => (Fixture)property.GetValue(null)!)]);

    /// <summary>The properties of this class.</summary>
    public static IReadOnlyList<Fixture> All => s_all.Value;

    // The order in which uv finds a wheel's files is that of the hashes of their names: it decides which is first.
    private static string Ext4(Lab lab, string name, params IEnumerable<string> options) =>
        lab.Image(name, "ext4", ["-q", "-F", "-E", "hash_seed=6a4c7a0e-3f0d-4f4e-8a51-2f3e1d5b9c70", .. options]);

    private static string ReflinkXfs(Lab lab, string name) => lab.Image(name, "xfs", "-q", "-m", "reflink=1");

    private static string NewBtrfs(Lab lab, string name) => lab.Image(name, "btrfs", "-q");

    private static string Subvolume(string disk, string name)
    {
        var folder = Path.Combine(disk, name);
        Lab.System("btrfs", "subvolume", "create", folder);
        return folder;
    }

    private static void Together(Lab lab, string disk) => Apart(lab, disk, disk);

    private static void Apart(Lab lab, string cacheDisk, string targetDisk)
    {
        lab.Cache = Path.Combine(cacheDisk, "cache");
        lab.TargetParent = Directory.CreateDirectory(Path.Combine(targetDisk, "src")).FullName;
    }

    /// <summary>The folder of the test's project, and the environment in it that uv makes.</summary>
    private static string ProjectOf(Lab lab) => Path.Combine(lab.TargetParent, "app");

    private static string EnvironmentOf(Lab lab) => Path.Combine(ProjectOf(lab), ".venv");

    /// <summary>The files that uv links, in a cache that is warm.</summary>
    private static IEnumerable<string> ArchiveFiles(Lab lab) => Directory.EnumerateDirectories(lab.Cache, "archive-v*")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));

    /// <summary>That of the test's wheels which is largest.</summary>
    private static string LargestFile(Lab lab) => ArchiveFiles(lab).Single(path => path.EndsWith("/beta/large.py", StringComparison.Ordinal));

    private static void Fill(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // Full: that is the point.
        }
    }

    /// <summary>Until not even an empty file can be made.</summary>
    private static void FillInodes(string folder)
    {
        var fillers = Directory.CreateDirectory(Path.Combine(folder, "fillers")).FullName;
        try
        {
            for (var number = 0; ; number++)
                File.Create(Path.Combine(fillers, $"{number}")).Dispose();
        }
        catch (IOException)
        {
            // Full: that is the point.
        }
    }
}
