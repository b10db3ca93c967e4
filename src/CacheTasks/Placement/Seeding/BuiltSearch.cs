using System.Text;
using CacheTasks.Placement.Needs;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// Finds wheels that uv built: <c>sdists-v10/{pypi,index/HASH}/NAME/VERSION</c> and <c>sdists-v10/{url,path}/HASH</c> hold a file <c>revision.http</c>
/// or <c>revision.rev</c> that names a folder beside it, <c>sdists-v10/git/HASH/COMMIT</c> is such a folder. In it lie the wheel, its metadata and the
/// symlink to what was unpacked; the unpacked sources, <c>src</c>, are not needed.
/// </summary>
internal sealed class BuiltSearch(ITreeChanges trees, SafeFileHandle root, string bucket, WantedWheels wanted, Dictionary<string, CachePointer> found, Dictionary<string, string> refused)
{
    private const int LongestFile = 1 << 20;

    private static readonly string[] Revisions = ["revision.http", "revision.rev"];

    public void Find()
    {
        FindNamed(bucket + "/pypi");
        CacheFolders.ForEach(trees, root, bucket + "/index", (_, hash) => FindNamed($"{bucket}/index/{hash}"));
        foreach (var kind in new[] { "url", "path" })
        {
            CacheFolders.ForEach(trees, root, $"{bucket}/{kind}", (folder, hash) => FindRevision(folder, $"{bucket}/{kind}/{hash}"));
        }
        CacheFolders.ForEach(trees, root, bucket + "/git", (_, hash) =>
            CacheFolders.ForEach(trees, root, $"{bucket}/git/{hash}", (folder, commit) => FindBuilt(folder, $"{bucket}/git/{hash}/{commit}", null)));
    }

    private void FindNamed(string path)
    {
        foreach (var name in wanted.Names)
        {
            CacheFolders.ForEach(trees, root, $"{path}/{name}", (folder, version) => FindRevision(folder, $"{path}/{name}/{version}"));
        }
    }

    private void FindRevision(SafeFileHandle folder, string path)
    {
        foreach (var file in Revisions)
        {
            if (SmallFile.ReadBytes(trees, folder, file, LongestFile) is { } content)
            {
                var revision = new PointerPart(path, file) { Content = content };
                CacheFolders.ForEach(trees, root, path, (built, id) =>
                {
                    if (PlainName.Is(id) && content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(id)) >= 0)
                    {
                        FindBuilt(built, $"{path}/{id}", revision);
                    }
                });
                return;
            }
        }
    }

    private void FindBuilt(SafeFileHandle folder, string path, PointerPart? revision)
    {
        if (!path.Split('/').All(IsName) || !trees.List(folder, out var entries).Succeeded)
        {
            return;
        }
        var names = entries.Select(entry => entry.Name.Text).ToList();
        NeededPackage? package = null;
        var links = new List<PointerPart>();
        // The wheel itself is a file of the same name with an ending.
        foreach (var name in entries.Where(entry => entry.Kind is FileKind.Symlink or null).Select(entry => entry.Name.Text).Where(name => !name.EndsWith(WheelName.Ending, StringComparison.Ordinal) && wanted.FindBuilt(name) is not null))
        {
            package = wanted.FindBuilt(name);
            if (PointerLink.Read(trees, folder, name, out var errno) is { } archive)
            {
                links.Add(new PointerPart(path, name) { Archive = archive });
            }
            else if (PointerLink.IsGone(errno))
            {
                return;
            }
            else
            {
                refused[revision?.Path ?? $"{path}/{name}"] =
                    $"{package!.Name} {package.Version}: {(errno.Succeeded ? $"{path}/{name} names no archive" : PointerLink.Unreadable(path, name, errno))}";
                return;
            }
        }
        if (package is null)
        {
            return;
        }
        var files = names.Where(name => links.Any(link => name == link.Name + WheelName.Ending)).Concat(names.Where(name => name is "metadata.msgpack"))
            .Select(name => new PointerPart(path, name));
        var pointer = new CachePointer($"{package.Name} {package.Version}", [.. links, .. files, .. revision is null ? (PointerPart[])[] : [revision]]);
        found[pointer.Key] = pointer;
    }

    // Versions have dots and plus signs.
    private static bool IsName(string name) => name.Length > 0 && name is not ("." or "..") && name.All(letter => !char.IsControl(letter));
}
