using System.Runtime.Versioning;

// No test changes the environment, the current directory or anything else of the process.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

// As the package itself so far: the system calls, links and modes of Linux.
[assembly: SupportedOSPlatform("linux")]
