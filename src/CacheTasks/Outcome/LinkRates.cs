namespace CacheTasks.Outcome;

/// <summary>
/// What copies cost in time against hard links, estimated: uv 0.13.8 brought 6,100 files of 147 MB, all in memory, on ext4 by hard link in 115 ms and by copy in
/// 470 ms. Half of the difference is put to the files and half to the bytes, so that neither many small files nor few large ones are far off.
/// </summary>
internal static class LinkRates
{
    private const double SecondsAFile = 0.355 / 2 / 6_100;
    private const double SecondsAByte = 0.355 / 2 / 147e6;

    /// <summary>Rounded to two digits, since it is an estimate.</summary>
    public static double SecondsLost(int copies, long bytes)
    {
        var seconds = (copies * SecondsAFile) + (bytes * SecondsAByte);
        var digits = seconds <= 0 ? 0 : (int)Math.Ceiling(-Math.Log10(seconds)) + 1;
        return Math.Round(seconds, Math.Min(6, Math.Max(0, digits)));
    }
}
