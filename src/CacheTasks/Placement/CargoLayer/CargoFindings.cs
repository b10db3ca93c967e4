using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Needs;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Placement.CargoLayer;

/// <summary>What is said of filling a CARGO_HOME. cargo itself goes on in each case, and downloads what it lacks where it may.</summary>
internal static class CargoFindings
{
    private const int MostNamed = 3;
    private const string GoesOn = "cargo runs as it would without layers.";

    public static Finding LayerUnusable(string layer, string why) => new(
        Rules.UnusableLayer, $"nothing is taken from the layer {PrintedText.Of(layer)}: {why}. {GoesOn} Set the CacheLayer to a CARGO_HOME that cargo fetch has filled.");

    public static Finding HomeUnusable(string home, string why) => new(
        Rules.SeedingIncomplete, $"nothing is taken from a layer, {PrintedText.Of(home)} cannot be written: {why}. {GoesOn} Set {CargoHome.Variable} to a directory of this user.");

    public static Finding Busy(string home) => new(
        Rules.SeedingIncomplete, $"nothing is taken from a layer, another cargo has held the lock of {PrintedText.Of(home)} ({CargoHome.Lock}) for two minutes. {GoesOn} To see who: lslocks | grep package-cache.");

    public static Finding Stopped(string home, CrateFile crate, Errno errno) => new(
        errno == Errno.ENOSPC || errno == Errno.EDQUOT ? Rules.NoSpace : Rules.SeedingIncomplete,
        $"not all crates are taken from the layer: {errno.Name} ({errno.Text}) at {crate} in {PrintedText.Of(home)}. What is there is complete. {GoesOn} To see the room: df -h {ShellText.Quote(home)}.");

    public static Finding Damaged(string layer, IReadOnlyList<CrateFile> crates) => new(
        Rules.SeedingIncomplete,
        $"{Count(crates.Count, "crate")} of the layer {PrintedText.Of(layer)} {(crates.Count == 1 ? "is" : "are")} not what Cargo.lock says (SHA-256) and not taken: {Names(crates.Select(crate => crate.ToString()))}. {GoesOn} Remove the files below registry/cache there, and fetch again.");

    public static void AddLacking(List<Finding> findings, IReadOnlyList<CargoPackage> packages, IReadOnlyList<string> lacking)
    {
        var git = packages.Where(package => package.FromGit).ToList();
        if (git.Count > 0)
        {
            findings.Add(new Finding(
                Rules.SeedingIncomplete,
                $"{Count(git.Count, "package")} from git {(git.Count == 1 ? "is" : "are")} not taken from a layer: {Names(git.Select(package => $"{package.Name} {package.Version}"))}. cargo clones them as it would without layers.", Severity.Message));
        }
        if (lacking.Count > 0)
        {
            findings.Add(new Finding(
                Rules.SeedingIncomplete,
                $"{Count(lacking.Count, "crate")} of Cargo.lock {(lacking.Count == 1 ? "is" : "are")} in no layer: {Names(lacking)}. cargo downloads what of it this build needs. To have them all: cargo fetch with {CargoHome.Variable} set to what the layer shows.", Severity.Message));
        }
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Names(IEnumerable<string> names)
    {
        var all = names.Take(MostNamed + 1).ToList();
        return PrintedText.Of(string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? ", …" : ""));
    }
}
