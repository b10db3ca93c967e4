using System.Globalization;

namespace CacheTasks.Progress;

/// <summary>A stage of work in a line: <c>seeding 1,204 of 12,170 files, 3,400 files/s, 3 s left</c>.</summary>
internal static class ProgressText
{
    // A rate of less than that is one of the beginning.
    private static readonly TimeSpan Meaningful = TimeSpan.FromSeconds(0.5);

    public static string Of(WorkStage stage, TimeSpan elapsed)
    {
        var (done, groups) = (stage.Done, stage.DoneGroups);
        List<string> parts =
        [
            stage.Total > 0 ? $"{stage.Doing} {Number(done)} of {Number(Math.Max(done, stage.Total))} {stage.Unit}" : $"{stage.Doing} {Number(done)} {stage.Unit}",
            .. stage.TotalGroups > 0 ? [$"{Number(groups)} of {Number(Math.Max(groups, stage.TotalGroups))} {stage.Groups}"] : Array.Empty<string>(),
        ];
        if (elapsed >= Meaningful && done > 0)
        {
            parts.Add($"{Number((long)(done / elapsed.TotalSeconds))} {stage.Unit}/s");
        }
        if (elapsed >= Meaningful && Left(stage.TotalGroups > 0 ? groups : done, stage.TotalGroups > 0 ? stage.TotalGroups : stage.Total, elapsed) is { } left)
        {
            parts.Add($"{left} left");
        }
        return string.Join(", ", parts);
    }

    private static string? Left(long done, long total, TimeSpan elapsed)
    {
        if (done <= 0 || done >= total)
        {
            return null;
        }
        var seconds = (long)Math.Ceiling(elapsed.TotalSeconds / done * (total - done));
        return seconds < 60 ? $"{seconds} s" : $"{Number(seconds / 60)} min {seconds % 60} s";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
