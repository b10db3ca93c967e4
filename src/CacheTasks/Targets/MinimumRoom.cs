using System.Globalization;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>
/// How much must be left under the shared root for a build to begin without a word (<c>CacheTasksMinimumRoom</c>): a build that fills
/// the disk fails in the middle, and others' with it.
/// </summary>
/// <param name="Bytes">0: nothing is looked at.</param>
/// <param name="Inodes">A debug build of a small workspace with a hundred dependencies makes several thousand files.</param>
internal sealed record MinimumRoom(ulong Bytes, ulong Inodes = 10_000)
{
    public static readonly MinimumRoom Default = new(1UL << 30);

    private const string Units = "KMGT";

    /// <param name="text">A number of bytes, with K, M, G or T for powers of 1024; empty for 1G.</param>
    public static MinimumRoom Parse(string text, out Finding? fault)
    {
        fault = null;
        var number = text.Trim().ToUpperInvariant();
        if (number.Length == 0)
        {
            return Default;
        }
        var unit = Units.IndexOf(number[number.Length - 1]) + 1;
        if (ulong.TryParse(unit > 0 ? number.Substring(0, number.Length - 1) : number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= ulong.MaxValue >> (10 * unit))
        {
            return new MinimumRoom(value << (10 * unit));
        }
        fault = new Finding(Rules.InvalidValue, $"CacheTasksMinimumRoom=\"{text}\" is not valid, so 1G is used. Valid is a number of bytes, also with K, M, G or T; 0 for no check.");
        return Default;
    }

    /// <returns>Null where there is enough, or nothing is told.</returns>
    public Finding? Check(IRoom rooms, IUsers users, SharedRoot root)
    {
        if (rooms.Left(root.Handle, users.Effective, root.Status.Group) is not { } room || FindShortage(room) is not { } left)
        {
            return null;
        }
        var limit = room.ByQuota ? $"within the quota of {Person.Describe(users, users.Effective)}" : "on its filesystem";
        var see = room.ByQuota ? "quota -s" : room.Bytes < Bytes ? $"df -h {root.Path}" : $"df -i {root.Path}";
        return new Finding(
            Rules.NoSpace,
            $"the build may fill the shared root {root.Path}: {left} left {limit}, less than {(room.Bytes < Bytes ? Text(Bytes) : $"{Inodes} inodes")}. To see it: `{see}`. Free some (-t:CleanCacheTargets lists what lies there), set another SharedRoot, or CacheTasksMinimumRoom to what is enough.");
    }

    /// <summary>What is left of that of which there is too little: <c>12 MiB</c> or <c>40 inodes</c>; null where there is enough of both.</summary>
    public string? FindShortage(in Room room) =>
        Bytes == 0 ? null : room.Bytes < Bytes ? Text(room.Bytes) : room.Inodes < Inodes ? $"{room.Inodes} inodes" : null;

    private static string Text(ulong bytes) => bytes >= 1UL << 30
        ? (bytes / (double)(1UL << 30)).ToString("0.#", CultureInfo.InvariantCulture) + " GiB"
        : (bytes / (double)(1UL << 20)).ToString("0", CultureInfo.InvariantCulture) + " MiB";
}
