using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>One line of the table: what is true of a fixture and a version of uv.</summary>
internal sealed record Row(Fixture Fixture, string UvVersion, Expectation Expected)
{
    internal string Name => $"{Fixture} uv {UvVersion}";

    /// <summary>What uv does when told a mode, where no single word of a prediction can say it.</summary>
    internal IReadOnlyDictionary<string, string> Exceptions { get; init; } = new Dictionary<string, string>();

    public override string ToString() => Name;
}
