using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>The watch of each step between its two hooks. The engine holds it, and ends it at the end of the build at the latest.</summary>
internal static class LockWatches
{
    public static void Begin(IBuildEngine engine, string? projectDirectory, Step step, LockWatch watch)
    {
        if (engine is not IBuildEngine4 lifetimes)
        {
            return;
        }
        End(engine, projectDirectory, step);
        lifetimes.RegisterTaskObject(Key(engine, projectDirectory, step), watch, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        watch.Start();
    }

    /// <returns>How long the step waited; null when it did not, or was not watched.</returns>
    public static LockWait? End(IBuildEngine engine, string? projectDirectory, Step step) =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(Key(engine, projectDirectory, step), RegisteredTaskObjectLifetime.Build) is LockWatch watch ? watch.End() : null;

    // Target frameworks of one project are built at the same time, in one process where the build is multithreaded.
    private static string Key(IBuildEngine engine, string? projectDirectory, Step step)
    {
        var properties = engine is IBuildEngine6 able ? able.GetGlobalProperties() : null;
        return string.Join("\n", new[] { nameof(LockWatches), projectDirectory, step.RecordName }.Concat((properties ?? new Dictionary<string, string>()).Select(property => property.Key + "=" + property.Value).OrderBy(text => text, StringComparer.Ordinal)));
    }
}
