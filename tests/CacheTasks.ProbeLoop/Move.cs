using CacheTasks.Platform;
using CacheTasks.Targets.Migration;

namespace CacheTasks.ProbeLoop;

/// <summary>A migration in a process of its own: one that is killed, or that another user runs.</summary>
internal static class Move
{
    /// <param name="stopAt">The process kills itself instead of making this change, counted from 1; 0: it lives. <c>count</c>: prints how many there were; <c>announce</c>: prints <c>moving</c> first.</param>
    public static int Run(string source, string destination, string checkout, string stopAt)
    {
        if (stopAt == "announce")
            Console.WriteLine("moving");
        var trees = new KillingTrees(FileSystem.Trees!, int.TryParse(stopAt, out var number) ? number : 0);
        var result = TargetMigration.Run(MoveTools.Current! with { Trees = trees }, new MigrationRequest(source, destination, checkout) { LockFiles = [".cargo-lock"] });
        Console.WriteLine(result.State);
        foreach (var finding in result.Findings)
            Console.WriteLine($"{finding.Rule} {finding.Text}");
        foreach (var line in result.Lines)
            Console.WriteLine(line);
        if (stopAt == "count")
            Console.WriteLine(trees.Changes);
        return 0;
    }
}
