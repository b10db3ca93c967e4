using System.Globalization;

namespace CacheTasks.Reports;

/// <summary>Numbers as a reader says them.</summary>
internal static class ReportNumbers
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>1 step</c> and <c>2 steps</c>.</summary>
    public static string Count(long number, string noun) => $"{Count(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>In powers of ten, as df -H and file managers do: <c>42 MB</c>, <c>1.3 GB</c>.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return $"{value.ToString(unit > 0 && value < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    public static string Seconds(double seconds) => $"{seconds.ToString(seconds < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture)} s";
}
