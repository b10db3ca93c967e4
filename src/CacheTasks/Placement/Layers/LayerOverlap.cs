using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Layers;

/// <summary>A layer inside the cache that it fills, or the reverse, or the cache itself under another name.</summary>
internal static class LayerOverlap
{
    public static Finding? Find(IFileSystem files, string path, SafeFileHandle layer, string cache)
    {
        if (!files.Stat(layer, out var status).Succeeded)
        {
            return null;
        }
        if (files.Stat(cache, followLink: true, out var own).Succeeded && own.IsSameFile(status))
        {
            return Finding(path, $"it is the cache itself, {PrintedText.Of(cache)}");
        }
        var layerPath = files.PathOf(layer) ?? path;
        var cachePath = Resolve(files, cache);
        return PathText.IsBelow(layerPath, cachePath) ? Finding(path, $"it lies inside the cache {PrintedText.Of(cache)}")
            : PathText.IsBelow(cachePath, layerPath) ? Finding(path, $"the cache {PrintedText.Of(cache)} lies inside it")
            : null;
    }

    // Without symlinks, as far as it exists.
    private static string Resolve(IFileSystem files, string path)
    {
        for (var at = path; at.Length > 1; at = Path.GetDirectoryName(at) ?? "/")
        {
            var opened = files.OpenDirectory(at, out var handle);
            using (handle)
            {
                if (opened.Succeeded)
                {
                    return (files.PathOf(handle) ?? at) + path.Substring(at.Length);
                }
            }
        }
        return path;
    }

    private static Finding Finding(string path, string why) =>
        new(Rules.CacheInTarget, $"nothing is taken from the layer {PrintedText.Of(path)}: {why}. The step runs as it would without it. Set the CacheLayer to a directory apart from the cache.");
}
