using System.Diagnostics;

// The environment that the step made, at work.
using var process = Process.Start("/venv/bin/python", ["-c", "import dodal, pydantic; print('dodal', dodal.__version__, 'from', dodal.__path__[0])"]);
process.WaitForExit();
return process.ExitCode;
