using System.Diagnostics;
using System.Reflection;

namespace Quickstart;

/// <summary>The command `quickstart-report` of ../python, in the environment that `uv sync` made.</summary>
internal static class PythonReport
{
    /// <summary>Shows a summary as a table; returns the command's exit code.</summary>
    public static int Show(string summary)
    {
        // App.csproj wrote the environment's directory into the assembly.
        string environment = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PythonEnvironment").Value!;

        using Process report = Process.Start(new ProcessStartInfo(Path.Combine(environment, "bin", "quickstart-report")) { RedirectStandardInput = true })!;
        report.StandardInput.Write(summary);
        report.StandardInput.Close();
        report.WaitForExit();
        return report.ExitCode;
    }
}
