// No test changes the environment, the current directory or anything else of the process.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
