using CacheTasks.Steps;

namespace CacheTasks.Tests.Support;

/// <summary>A step over a dictionary instead of an MSBuild item.</summary>
internal sealed class MadeStep
{
    private readonly Dictionary<string, string> _metadata = new(StringComparer.OrdinalIgnoreCase);

    public MadeStep(params ReadOnlySpan<(string Name, string Value)> metadata)
    {
        foreach (var (name, value) in metadata)
        {
            _metadata[name] = value;
        }
        Step = new Step("SyncPython", name => _metadata.GetValueOrDefault(name, ""), (name, value) => _metadata[name] = value);
    }

    public Step Step { get; }

    public IReadOnlyCollection<string> Names => _metadata.Keys;
}
