using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A migration in a process of its own.</summary>
internal static class MoveProcess
{
    public const string Checkout = "/src/app";

    internal static Command Of(string source, string destination, params IReadOnlyList<string> rest) => new(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "CacheTasks.ProbeLoop.dll"), "move", source, destination, Checkout, .. rest]);

    /// <summary>The last line when it was asked to count.</summary>
    internal static int CountChanges(string source, string destination)
    {
        var run = Of(source, destination, "count").Run().OrFail();
        Assert.StartsWith("Moved", run.StandardOutput);
        return int.Parse(run.StandardOutput.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
