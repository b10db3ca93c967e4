using CacheTasks.Diagnostics;

namespace CacheTasks.Running;

/// <summary>
/// Codes for what a tool says without one: letters and digits, which is what the matchers of GitHub and Azure take for a code. 0001 is an error, 0002 a
/// warning, so that each can be suppressed or promoted as a class.
/// </summary>
internal static class ToolCodes
{
    public const string Rustc = "rustc";
    public const string Cargo = "cargo";
    public const string Uv = "uv";

    public static string Of(string source, Severity severity) => source.ToUpperInvariant() + (severity == Severity.Error ? "0001" : "0002");
}
