using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>
/// Environments that a tool keeps in its own cache: uv's of <c>run --with</c> and of tools that are only run are symlinks to what it has beside its
/// wheels, those of scripts are folders. They are linked within the cache, so they cost nothing where the cache is one filesystem.
/// </summary>
internal static class CacheEnvironments
{
    // One more costs two calls; a cache that was never pruned can have very many.
    private const int Most = 5_000;

    /// <summary>Those that were made since the step was prepared.</summary>
    public static IReadOnlyList<string> Find(IFileSystem files, OutcomeQuestion question)
    {
        if (question.CacheEnvironments.Length == 0)
        {
            return [];
        }
        try
        {
            return Directory.Exists(question.Cache)
                ? Directory.EnumerateDirectories(question.Cache, question.CacheEnvironments).SelectMany(Directory.EnumerateDirectories).SelectMany(Below).Take(Most)
                    .Where(folder => files.Stat(Path.Combine(folder, "pyvenv.cfg"), followLink: true, out var made).Succeeded && Math.Max(made.Modified, made.Changed) >= question.Since).ToList()
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Below(string folder) => File.Exists(Path.Combine(folder, "pyvenv.cfg")) ? [folder] : Directory.EnumerateDirectories(folder);
}
