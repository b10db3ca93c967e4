using CacheTasks.Targets.Migration;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A migration in a process of its own.</summary>
internal static class MoveProcess
{
    public const string Checkout = "/src/app";

    internal static Command Of(string source, string destination, params IReadOnlyList<string> rest) => new(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "CacheTasks.ProbeLoop.dll"), "move", source, destination, Checkout, .. rest]);

    /// <summary>The next migration, in this process: starting another is most of what one costs. Gives what was reported.</summary>
    internal static string Finish(string source, string destination) => string.Join('\n', TargetMigration
        .Run(MoveTools.Current!, new MigrationRequest(source, destination, Checkout) { LockFiles = [".cargo-lock"] }).Findings.Select(finding => $"{finding.Rule} {finding.Text}"));

    /// <summary>The last line when it was asked to count.</summary>
    internal static int CountChanges(string source, string destination)
    {
        var run = Of(source, destination, "count").Run().OrFail();
        Assert.StartsWith("Moved", run.StandardOutput);
        return int.Parse(run.StandardOutput.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
