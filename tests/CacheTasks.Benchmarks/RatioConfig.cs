using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace CacheTasks.Benchmarks;

/// <summary>
/// In this process, so that no generated project meets this repository's build settings. A ratio is what counts, so a run has many
/// short iterations instead of few long ones, and the median is shown: other work on the machine then moves it least.
/// </summary>
internal static class RatioConfig
{
    public static IConfig Create() => DefaultConfig.Instance
        .WithOption(ConfigOptions.JoinSummary, false)
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
        .HideColumns(Column.Error, Column.StdDev, Column.RatioSD)
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(8)
            .WithIterationCount(25)
            .WithIterationTime(TimeInterval.FromMilliseconds(100)));
}
