using System.Reflection;

namespace CacheTasks.Tasks;

/// <summary>Reads what the engine's own objects know and no public interface tells. Where they look different nothing is known.</summary>
internal static class EngineObjects
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static object? Value(object of, string name) =>
        of.GetType().GetField(name, Any)?.GetValue(of) ?? of.GetType().GetProperty(name, Any)?.GetValue(of);
}
