using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Something that lives between a step's two hooks. The engine holds it, and ends it at the end of the build at the latest.</summary>
internal static class StepObjects
{
    /// <summary>Replaces what the step had of this kind.</summary>
    /// <returns>False where the engine holds nothing for tasks.</returns>
    public static bool Keep<T>(IBuildEngine engine, string? projectDirectory, Step step, T kept)
        where T : class, IDisposable
    {
        if (engine is not IBuildEngine4 lifetimes)
        {
            return false;
        }
        Take<T>(engine, projectDirectory, step)?.Dispose();
        lifetimes.RegisterTaskObject(Key<T>(engine, projectDirectory, step), kept, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return true;
    }

    /// <summary>What was kept, which is the caller's now; null for nothing.</summary>
    public static T? Take<T>(IBuildEngine engine, string? projectDirectory, Step step)
        where T : class, IDisposable =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(Key<T>(engine, projectDirectory, step), RegisteredTaskObjectLifetime.Build) as T;

    // Target frameworks of one project are built at the same time, in one process where the build is multithreaded.
    private static string Key<T>(IBuildEngine engine, string? projectDirectory, Step step)
    {
        var properties = engine is IBuildEngine6 able ? able.GetGlobalProperties() : null;
        return string.Join("\n", new[] { typeof(T).Name, projectDirectory, step.RecordName }.Concat((properties ?? new Dictionary<string, string>()).Select(property => property.Key + "=" + property.Value).OrderBy(text => text, StringComparer.Ordinal)));
    }
}
