namespace CacheTasks.Benchmarks.Judging;

/// <summary>
/// Each side once, warm, between two calls that stand out in a trace of system calls: to see that judge.c still makes those of
/// Colocator.Judge.
/// </summary>
internal static class CallTrace
{
    public static void Run()
    {
        foreach (var sample in new[] { false, true })
        {
            var benchmark = new JudgeBenchmark { FileSystemType = "tmpfs", Sample = sample };
            benchmark.Prepare();
            Mark($"warm-up, sample {sample}");
            benchmark.Judge();
            Mark($"CacheTasks, sample {sample}");
            benchmark.Judge();
            Mark($"C, sample {sample}");
            benchmark.C();
            Mark("end");
            benchmark.Remove();
        }
    }

    private static void Mark(string text) => File.Exists($"/---- {text} ----");
}
