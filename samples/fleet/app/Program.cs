using System.Diagnostics;

// Hands three readings to the Rust program beside this one, and prints what it says.
var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "report")) { RedirectStandardInput = true, RedirectStandardOutput = true };
using var report = Process.Start(start)!;
report.StandardInput.Write("""[{"name":"north","value":3.5},{"name":"south","value":4.5},{"name":"north","value":5.5}]""");
report.StandardInput.Close();
Console.Write(report.StandardOutput.ReadToEnd());
report.WaitForExit();
return report.ExitCode;
