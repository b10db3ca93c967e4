using BenchmarkDotNet.Running;
using CacheTasks.Benchmarks;
using CacheTasks.Benchmarks.Judging;

if (args is ["calls", ..])
{
    CallTrace.Run();
    return;
}
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, RatioConfig.Create());
