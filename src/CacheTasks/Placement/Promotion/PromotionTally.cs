using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Promotion;

/// <summary>Counts packages, for the one line that a promotion prints.</summary>
internal sealed class PromotionTally
{
    private readonly List<CacheUnit> _lacking = [];
    private int _there;

    public void Add(CacheUnit unit, bool lacking)
    {
        if (!unit.Archives.Any())
        {
            return;
        }
        if (lacking)
        {
            _lacking.Add(unit);
        }
        else
        {
            _there++;
        }
    }

    public string Planned(string store) => $"would promote {Packages(_lacking.Count)} to {store} ({Number(_there)} are there)";

    public string Done(PromotedArchives archives, string store)
    {
        var promoted = _lacking.Count(unit => unit.Archives.All(archives.Has));
        var how = archives.Files == 0 ? "" : $", {Number(archives.Files)} files by {Way(archives.Way)}";
        return $"promoted {Packages(promoted)}{how} to {store} ({Number(_there)} were there)";
    }

    private static string Way(TransferWay way) => way == TransferWay.Clone ? "clone" : "copy";

    private static string Packages(int count) => count == 1 ? "1 package" : $"{Number(count)} packages";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
