using System.Diagnostics;

// The environment that the step made, at work.
var python = Path.Combine(Directory.GetCurrentDirectory(), "python", ".venv", "bin", "python");
using var process = Process.Start(python, ["-c", "import numpy, requests, rich; print('numpy', numpy.__version__, 'requests', requests.__version__)"]);
process.WaitForExit();
return process.ExitCode;
