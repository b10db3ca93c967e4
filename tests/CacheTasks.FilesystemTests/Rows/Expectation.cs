namespace CacheTasks.FilesystemTests;

/// <summary>A whole verdict as lines of text, one for each statement, so that a difference reads as itself.</summary>
internal sealed record Expectation(IReadOnlyList<string> Lines)
{
    internal static Expectation Of(string clone, string hardlink, string symlink, string copy, string causes, string warnings, Forecast forecast) => new(
    [
        "clone: " + clone,
        "hardlink: " + hardlink,
        "symlink: " + symlink,
        "copy: " + copy,
        "causes: " + causes,
        "warnings: " + warnings,
        "prediction: " + forecast.Prediction,
        "planned: " + forecast.Planned,
        "environment: " + forecast.Environment,
    ]);

    /// <summary>The same but for one statement.</summary>
    internal Expectation With(string name, string text) =>
        new([.. Lines.Select(line => line.StartsWith(name + ": ", StringComparison.Ordinal) ? $"{name}: {text}" : line)]);
}
