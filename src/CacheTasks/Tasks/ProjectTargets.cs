using System.Collections;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// The names of the targets of a task's project. No public interface tells them. The engine's own objects do; where they look different (another
/// host, a side process) nothing is known.
/// </summary>
internal static class ProjectTargets
{
    /// <summary>Null when they are not known.</summary>
    public static List<string>? Find(IBuildEngine engine)
    {
        object? at = engine;
        foreach (var name in new[] { "_requestEntry", "RequestConfiguration", "Project", "Targets" })
        {
            at = at is null ? null : EngineObjects.Value(at, name);
        }
        // The engine's dictionary enumerates its values here.
        var names = (at as IEnumerable)?.Cast<object>().Select(target => EngineObjects.Value(target, "Name") as string).OfType<string>().ToList();
        return names is { Count: > 0 } ? names : null;
    }
}
