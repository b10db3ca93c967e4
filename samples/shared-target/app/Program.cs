using System;
using System.IO;
using System.Diagnostics;

// Starts the program that cargo built, which lies beside this one.
using var greet = Process.Start(Path.Combine(AppContext.BaseDirectory, "greet"));
greet.WaitForExit();
return greet.ExitCode;
