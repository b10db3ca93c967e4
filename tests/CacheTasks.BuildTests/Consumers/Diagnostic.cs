namespace CacheTasks.BuildTests.Consumers;

/// <summary>A warning, an error, or a message that has a code, as MSBuild handed it to loggers.</summary>
public sealed record Diagnostic(
    string Severity, string Code, string File, int Line, int Column, string Text, string? HelpLink)
{
    /// <summary>All but the wording, so that a test can compare the whole list of a build.</summary>
    public string Heading =>
        $"{Severity} {Code} {Path.GetFileName(File)}({Line},{Column})";
}
