namespace CacheTasks.TestSupport;

/// <summary>The package as it is shipped, packed from this checkout into a folder that can be a package source.</summary>
public static class PackedFeed
{
    /// <returns>The version, which nobody has seen before: NuGet caches by it, and a build server may hold an older dll.</returns>
    /// <param name="feed">The package alone goes there.</param>
    /// <param name="output">What is built on the way: the checkout may be building, or packing, at the same time.</param>
    /// <remarks>Where CACHETASKS_TEST_PACKAGE names a package that was packed from this checkout a minute ago, that one is taken.</remarks>
    public static string Pack(string feed, string output)
    {
        if (Environment.GetEnvironmentVariable("CACHETASKS_TEST_PACKAGE") is { Length: > 0 } package)
        {
            File.Copy(package, Path.Combine(Directory.CreateDirectory(feed).FullName, Path.GetFileName(package)));
            return Path.GetFileNameWithoutExtension(package)["CacheTasks.".Length..];
        }
        var version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        new Command("dotnet", "pack", Path.Combine(Repository.Root, "src", "CacheTasks"), "-c", "Release", "-o", feed,
            "--artifacts-path", output,
            "-p:UseArtifactsOutput=true", "-p:RunAnalyzers=false", $"-p:PackageVersion={version}", "-nr:false", "-tl:off", "-v:q")
        {
            WorkingDirectory = Repository.Root,
            Limit = TimeSpan.FromMinutes(10),
        }.Run().OrFail();
        return version;
    }
}
