using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// Brings what an index said of each needed package, <c>simple-v27/{pypi,index/HASH}/NAME.rkyv</c>: a tool that resolves versions anew asks the
/// index even for what is pinned. What the cache has stays, since it may be newer.
/// </summary>
/// <param name="buckets">A name with an optional final <c>*</c>; empty: the tool does not ask.</param>
internal sealed class IndexSeeding(CopyTools tools, SafeFileHandle layer, SafeFileHandle cache, string buckets)
{
    private const string Ending = ".rkyv";

    public void Bring(IEnumerable<string> packages)
    {
        if (buckets.Length == 0)
        {
            return;
        }
        var names = packages.ToList();
        foreach (var bucket in tools.Files.FindNames(Rewound(), buckets.TrimEnd('*')).Where(PlainName.Is))
        {
            Bring(bucket + "/pypi", names);
            CacheFolders.ForEach(tools.Trees, layer, bucket + "/index", (_, hash) => Bring($"{bucket}/index/{hash}", names));
        }
    }

    private void Bring(string path, List<string> names)
    {
        var opened = CacheFolders.Open(tools.Trees, layer, path, out var from);
        using (from)
        {
            if (!opened.Succeeded || !path.Split('/').All(PlainName.Is))
            {
                return;
            }
            var made = CacheFolders.Make(tools, cache, path, out var to);
            using (to)
            {
                using var staging = made.Succeeded ? Staging.Create(tools, to, out _) : null;
                if (staging is not null)
                {
                    names.ForEach(name => Bring(from, staging, to, name + Ending));
                }
            }
        }
    }

    private void Bring(SafeFileHandle from, Staging staging, SafeFileHandle to, string file)
    {
        if (!tools.Trees.Stat(to, file, out _).Succeeded && tools.Transfer.CopyFile(from, file, staging.Handle) is null)
        {
            tools.Trees.Rename(staging.Handle, file, to, file);
        }
    }

    private SafeFileHandle Rewound()
    {
        // Listing moves the handle's own position, and the layer was listed before.
        tools.Trees.OpenDirectory(layer, ".", out var handle);
        return handle;
    }
}
