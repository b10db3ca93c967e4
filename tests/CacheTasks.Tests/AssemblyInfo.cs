using System.Runtime.Versioning;

// No test changes anything of the process but environment variables that are its own.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

// As the package itself so far: the system calls, links and modes of Linux.
[assembly: SupportedOSPlatform("linux")]
