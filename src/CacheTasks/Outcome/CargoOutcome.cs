using System.Text.Json.Nodes;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Outcome;

/// <summary>
/// What a run of cargo left in its target: units that were compiled in it, and how rustc carried over its incremental files. Nothing is told of a
/// layout that is not known.
/// </summary>
internal sealed class CargoOutcome
{
    // Each costs a call or two; a target that nobody cleaned has very many.
    private const int MostUnits = 20_000;
    private const int MostCrates = 500;

    /// <summary>Units that were compiled in the step.</summary>
    public int Rebuilt { get; init; }

    /// <summary>Units that were there and were left as they are; some of them the step may not have needed.</summary>
    public int Fresh { get; init; }

    /// <summary>How unchanged incremental files came into the new session; null: no session shows it.</summary>
    public LinkMode? Incremental { get; init; }

    /// <param name="target">With a folder for each profile, or one for each platform and in it those.</param>
    /// <param name="since">When the step was prepared, in nanoseconds by the target's clock.</param>
    public static CargoOutcome Read(IFileSystem files, string target, long since)
    {
        var profiles = Folders(target).SelectMany(folder => Folders(folder).Prepend(folder)).Where(folder => Directory.Exists(Path.Combine(folder, ".fingerprint"))).ToList();
        var units = profiles.SelectMany(folder => Folders(Path.Combine(folder, ".fingerprint"))).Take(MostUnits).Select(unit => WasInvoked(files, unit, since)).ToList();
        var rebuilt = units.Count(invoked => invoked == true);
        return new CargoOutcome { Rebuilt = rebuilt, Fresh = units.Count(invoked => invoked == false), Incremental = rebuilt > 0 ? FindIncremental(files, profiles, since) : null };
    }

    public JsonObject ToJson()
    {
        var node = new JsonObject { ["units"] = new JsonObject { ["fresh"] = Fresh, ["rebuilt"] = Rebuilt } };
        if (Incremental is { } mode)
        {
            node["incremental"] = mode.Name();
        }
        return node;
    }

    public override string ToString() =>
        $"{Rebuilt:N0} {(Rebuilt == 1 ? "unit" : "units")} compiled, {Fresh:N0} left as they were"
        + Incremental switch { null => "", LinkMode.Copy => "; incremental files copied, since hard links fail there", _ => "; incremental files hard-linked" };

    // cargo touches this file when it starts a compiler for the unit (cargo, core/compiler/fingerprint).
    private static bool? WasInvoked(IFileSystem files, string unit, long since) =>
        files.Stat(Path.Combine(unit, "invoked.timestamp"), followLink: false, out var invoked).Succeeded ? invoked.Modified >= since : null;

    private static LinkMode? FindIncremental(IFileSystem files, List<string> profiles, long since)
    {
        LinkMode? seen = null;
        foreach (var crate in profiles.SelectMany(folder => Folders(Path.Combine(folder, "incremental"))).Take(MostCrates))
        {
            var mode = IncrementalSession.HowCarriedOver(files, crate, since);
            if (mode == LinkMode.Hardlink)
            {
                return mode;
            }
            seen ??= mode;
        }
        return seen;
    }

    private static IEnumerable<string> Folders(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).ToList() : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
