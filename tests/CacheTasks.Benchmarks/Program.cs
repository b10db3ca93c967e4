using BenchmarkDotNet.Running;
using CacheTasks.Benchmarks;
using CacheTasks.Benchmarks.Judging;
using CacheTasks.Benchmarks.Seeding;

if (args is ["calls", ..])
{
    CallTrace.Run();
    return;
}
if (args is ["seeding", .. var rest])
{
    SeedingBenchmark.Run(rest);
    return;
}
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, RatioConfig.Create());
