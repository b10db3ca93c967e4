using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>One line of the table: what is true of a fixture and a version of uv.</summary>
internal sealed record Row(Fixture Fixture, string UvVersion, Expectation Expected)
{
    internal string Name => $"{Fixture} uv {UvVersion}";

    public override string ToString() => Name;
}
