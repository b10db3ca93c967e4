using CacheTasks.Diagnostics;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Seeding;

/// <summary>What is said of a seeding that did not bring all.</summary>
internal static class SeedText
{
    private const int MostNamed = 4;

    public static Finding Locked(string cache, TimeSpan waited) => new(
        Rules.SeedingIncomplete,
        $"nothing is taken from layers: the cache {PrintedText.Of(cache)} was locked for {waited.TotalSeconds:0} s, as by cache prune or clean. The step runs as it would without layers.",
        Severity.Message);

    public static Finding NoCache(string cache, string why) => new(
        Rules.SeedingIncomplete,
        $"nothing is taken from layers: the cache {PrintedText.Of(cache)} cannot be written: {why}. The step runs as it would without layers.");

    public static Finding NoLastingCache(string tool, string cache) => new(
        Rules.SeedingIncomplete,
        $"nothing is taken from layers: {tool} is told to keep no cache and named {PrintedText.Of(cache)}, which it uses for one command. The step runs as it would without layers. Where links are wanted, unset what says so (UV_NO_CACHE, no-cache).",
        Severity.Message);

    public static Finding UnknownVersion(string tool, string version) => new(
        Rules.SeedingIncomplete,
        $"nothing is taken from layers: how {tool} {version} keeps its cache is not known. The step runs as it would without layers. Use a version that CacheBuckets of the CacheTool names, or add a row.");

    public static Finding NoSpace(string cache, string why) => new(
        Rules.SeedingIncomplete,
        $"not all is taken from layers: the cache {PrintedText.Of(cache)} is full: {why}. What did not fit was removed again, and the tool will meet the same. Free space, or place the cache elsewhere.");

    public static Finding Refused(IReadOnlyList<string> texts) => new(
        Rules.SeedingIncomplete,
        $"{texts.Count} package{(texts.Count == 1 ? " is" : "s are")} not taken from layers, and the tool gets {(texts.Count == 1 ? "it" : "them")} as it would without: {List(texts)}. Fill the layer anew: docs/layers.md.");

    public static Finding Missing(IReadOnlyList<string> packages) => new(
        Rules.SeedingIncomplete,
        $"{packages.Count} package{(packages.Count == 1 ? " that the lock file names is" : "s that the lock file names are")} neither in a layer nor in the cache: {List(packages)}. Where this platform needs {(packages.Count == 1 ? "it" : "them")}, the tool gets {(packages.Count == 1 ? "it" : "them")} as it would without layers.",
        Severity.Message);

    private static string List(IReadOnlyList<string> texts) =>
        string.Join("; ", texts.Take(MostNamed).Select(PrintedText.Of)) + (texts.Count > MostNamed ? $"; and {texts.Count - MostNamed} more" : "");
}
