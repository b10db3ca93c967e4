using CacheTasks.Diagnostics;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Diagnostics as events of the engine. Not through the task's helper: that takes braces in a path for a format, and older ones know no help link.
/// </summary>
internal static class DiagnosticEvents
{
    /// <param name="line">From 1; 0: the file as a whole.</param>
    public static void Log(IBuildEngine engine, Severity severity, string code, string file, int line, int column, string text, string source, string? help)
    {
        switch (severity)
        {
            case Severity.Error:
                engine.LogErrorEvent(new BuildErrorEventArgs(null, code, file, line, column, 0, 0, text, null, source, help, DateTime.UtcNow, null));
                break;
            case Severity.Warning:
                engine.LogWarningEvent(Warning(code, file, line, column, text, source, help));
                break;
            default:
                engine.LogMessageEvent(new BuildMessageEventArgs(null, code, file, line, column, 0, 0, text, null, source, MessageImportance.Normal, DateTime.UtcNow));
                break;
        }
    }

    public static BuildWarningEventArgs Warning(string code, string file, int line, int column, string text, string source, string? help) =>
        new(null, code, file, line, column, 0, 0, text, null, source, help, DateTime.UtcNow, null);
}
