using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>A uv cache with one unpacked wheel, and an environment that it is installed into file by file.</summary>
internal sealed class WheelFolders : IDisposable
{
    private readonly TemporaryDirectory _folder = new("wheel");

    public WheelFolders() => AddToCache("demo-1.0.dist-info/METADATA", "Name: demo");

    public string Cache => _folder["cache"];

    public string Target => _folder["env"];

    public string SitePackages => _folder["env", "lib", "python3.11", "site-packages"];

    public string Archive => _folder["cache", "archive-v0", "8Zfs"];

    public void Dispose() => _folder.Dispose();

    public string AddToCache(string path, string text) => Write(Path.Combine(Archive, path), text);

    /// <summary>Links the cache's file into the environment under the same path.</summary>
    public void Link(string path) => new Command("ln", Path.Combine(Archive, path), Prepare(Path.Combine(SitePackages, path))).Run().OrFail();

    public void Copy(string path) => File.Copy(Path.Combine(Archive, path), Prepare(Path.Combine(SitePackages, path)));

    public void Symlink(string path) => File.CreateSymbolicLink(Prepare(Path.Combine(SitePackages, path)), Path.Combine(Archive, path));

    public string WriteInstalled(string path, string text) => Write(Path.Combine(SitePackages, path), text);

    /// <summary>Lists the files, and so makes the package an installed one.</summary>
    public void Record(params IEnumerable<string> files) =>
        WriteInstalled("demo-1.0.dist-info/RECORD", string.Concat(files.Append("demo-1.0.dist-info/RECORD").Select(file => file + ",sha256=x,1\n")));

    /// <summary>How the environment's file came from the cache's of the same path.</summary>
    public ArrivedFile Compare(IFileSystem files, bool clonesWork, string path)
    {
        files.OpenDirectory(SitePackages, out var site);
        files.OpenDirectory(Archive, out var archive);
        using (site)
        using (archive)
        {
            files.Stat(site, (EntryName)path, out var there);
            files.Stat(archive, (EntryName)path, out var here);
            return new Arrivals(files, clonesWork).Compare(new PlacedFile(site, path), there, new PlacedFile(archive, path), here);
        }
    }

    private static string Write(string path, string text)
    {
        File.WriteAllText(Prepare(path), text);
        return path;
    }

    private static string Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
