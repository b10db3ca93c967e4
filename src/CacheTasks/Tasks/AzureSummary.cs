namespace CacheTasks.Tasks;

/// <summary>How a build on Azure Pipelines hands a summary to its agent (logging command task.uploadsummary).</summary>
internal static class AzureSummary
{
    private const string Service = "TF_BUILD";

    public static bool IsWanted => string.Equals(Environment.GetEnvironmentVariable(Service), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The agent empties its folder after each job, and reads the file after the command: it outlives the build.</summary>
    public static string File(string build) => Path.Combine(
        Environment.GetEnvironmentVariable("AGENT_TEMPDIRECTORY") is { Length: > 0 } folder ? folder : Path.GetTempPath(), $"cachetasks-{build}.md");

    public static string Command(string file) => "##vso[task.uploadsummary]" + file;
}
