namespace CacheTasks.Placement.Needs.Toml;

/// <summary>Text that is no TOML, or not what its format says; <see cref="Line"/> counts from 1, 0 where no line is to blame.</summary>
internal sealed class TomlException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
