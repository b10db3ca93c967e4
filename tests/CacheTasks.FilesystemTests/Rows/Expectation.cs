namespace CacheTasks.FilesystemTests;

/// <summary>A whole verdict as lines of text, one for each statement, so that a difference reads as itself.</summary>
internal sealed record Expectation(IReadOnlyList<string> Lines)
{
    /// <summary>What the pair allows, whatever the tool; empty for a mode that works. Symlinks work unless said.</summary>
    internal static Expectation Of(string clone, string hardlink, string copy, string causes, Forecast forecast, string symlink = "works") => new(
    [
        "clone: " + clone,
        "hardlink: " + hardlink,
        "symlink: " + symlink,
        "copy: " + copy,
        "causes: " + causes,
        "prediction: " + forecast.Prediction,
        "planned: " + forecast.Planned,
        "environment: " + forecast.Environment,
    ]);

    internal Expectation With(string name, string text) =>
        new([.. Lines.Select(line => line.StartsWith(name + ": ", StringComparison.Ordinal) ? $"{name}: {text}" : line)]);
}
