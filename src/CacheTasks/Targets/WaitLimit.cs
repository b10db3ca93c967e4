using System.Globalization;
using CacheTasks.Diagnostics;

namespace CacheTasks.Targets;

/// <summary>CacheTasksLockWait: seconds that a step may wait for a lock before that is said.</summary>
internal static class WaitLimit
{
    private const int Default = 15;
    private const int Longest = 86_400;

    /// <param name="fault">0002 for a value that is none; the default counts then.</param>
    /// <returns>Zero: waits are not watched.</returns>
    public static TimeSpan Parse(string text, out Finding? fault)
    {
        fault = null;
        if (text.Trim().Length == 0)
        {
            return TimeSpan.FromSeconds(Default);
        }
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Longest)
        {
            return TimeSpan.FromSeconds(seconds);
        }
        fault = new Finding(Rules.InvalidValue, $"CacheTasksLockWait=\"{text}\" is not valid, so {Default} is used. Valid: whole seconds from 1 to {Longest}, or 0 for not at all.");
        return TimeSpan.FromSeconds(Default);
    }
}
