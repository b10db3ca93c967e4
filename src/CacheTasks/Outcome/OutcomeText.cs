namespace CacheTasks.Outcome;

/// <summary>The outcome of a step in one line of the build's output.</summary>
internal static class OutcomeText
{
    /// <param name="counts">By kind.</param>
    /// <param name="copied">Packages of which files were copied, the largest first.</param>
    /// <param name="compared">Files that were looked at, of how many.</param>
    /// <param name="inCache">Packages in environments that the tool keeps in its cache.</param>
    public static string Of(Counts counts, IReadOnlyList<CopiedPackage> copied, (int Files, int Of) compared, int inCache) =>
        $"{counts}; {Bytes(counts, copied)}"
        + (inCache > 0 ? $"; {inCache:N0} {(inCache == 1 ? "package" : "packages")} in an environment inside the cache" : "")
        + (compared.Files < compared.Of ? $"; sampled, {compared.Files:N0} of {compared.Of:N0} files" : "");

    /// <summary>How much of the target was looked at for missing files; null: all.</summary>
    /// <param name="looked">Files, of how many, and packages that were left out.</param>
    public static string? Of((int Files, int Of, int LeftOut) looked) => looked.Files == looked.Of && looked.LeftOut == 0
        ? null
        : $"sampled for missing files, {looked.Files:N0} of {looked.Of:N0}{(looked.LeftOut == 0 ? "" : $", and {looked.LeftOut:N0} {(looked.LeftOut == 1 ? "package" : "packages")} not at all")}";

    private static string Bytes(Counts counts, IReadOnlyList<CopiedPackage> copied)
    {
        var shared = counts.BytesShared > 0 ? $"{Size(counts.BytesShared)} shared" : "";
        var written = $"{Size(counts.BytesWritten)} written";
        if (counts[Arrival.Copy] == 0)
        {
            return shared.Length > 0 ? shared : written;
        }
        var cost = $"{written}, about {Seconds(LinkRates.SecondsLost(counts[Arrival.Copy], counts.BytesCopied))} s lost";
        return (shared.Length > 0 ? $"{shared}, {cost}" : cost) + Why(copied);
    }

    private static string Why(IReadOnlyList<CopiedPackage> copied)
    {
        var reasons = copied.Select(package => package.Why + (package.Rule is null ? "" : $", see {package.Rule.Code}")).Distinct().ToList();
        return reasons.Count == 0 ? "" : ": " + reasons[0] + (reasons.Count == 1 ? "" : $" (and {reasons.Count - 1:N0} other {(reasons.Count == 2 ? "reason" : "reasons")})");
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 10_000_000_000 => $"{bytes / 1e9:N0} GB",
        >= 1_000_000_000 => $"{bytes / 1e9:N1} GB",
        >= 10_000_000 => $"{bytes / 1e6:N0} MB",
        >= 100_000 => $"{bytes / 1e6:N1} MB",
        >= 1_000 => $"{bytes / 1e3:N1} kB",
        _ => $"{bytes:N0} bytes",
    };

    private static string Seconds(double seconds) => seconds < 0.01 ? "0.01" : seconds.ToString(seconds < 10 ? "0.##" : "N0");
}
