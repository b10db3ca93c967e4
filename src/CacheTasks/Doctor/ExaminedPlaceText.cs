using System.Globalization;
using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Doctor;

/// <summary>What was found of a cache or a target, in sentences.</summary>
internal sealed class ExaminedPlaceText(DoctorTools tools)
{
    private const int MostUsers = 3;

    private readonly OwnerNames _names = new(tools.Users, tools.Files.Host);
    private readonly ProcessText _processes = new(tools.Processes, tools.Files, new OwnerNames(tools.Users, tools.Files.Host));

    /// <summary>A path on one line, short where it lies in the user's home.</summary>
    public static string Path(string path)
    {
        var home = Environment.GetEnvironmentVariable("HOME")?.TrimEnd('/') ?? "";
        return PrintedText.Of(home.Length > 1 && path.StartsWith(home + "/", StringComparison.Ordinal) ? "~" + path.Substring(home.Length) : path);
    }

    /// <summary>Where it lies, how much is in it, how much more may be.</summary>
    public static string Facts(ExaminedPlace place) => place.Silent is { } silent ? PrintedText.Of(silent)
        : string.Join("; ", new[] { place.Mount is { } mount ? $"{mount.FileSystem}, mount {mount.Id} at {PrintedText.Of(mount.MountPoint)}" : null, Contents(place), Room(place.Room) }.OfType<string>());

    /// <summary>Everybody else who has to do with it.</summary>
    public IEnumerable<string> Others(ExaminedPlace place, IReadOnlyList<string> sharing)
    {
        if (place is { Exists: true, Status: { } status } && status.Owner != tools.Users.Effective)
        {
            yield return $"it belongs to {_names.Of(status.Owner)} (mode {status.Permissions}), this is {_names.Of(tools.Users.Effective)}";
        }
        if (place.Size?.Owners.Where(owner => owner.Key != tools.Users.Effective).OrderByDescending(owner => owner.Value).ToList() is { Count: > 0 } owners)
        {
            yield return $"{string.Join(", ", owners.Take(MostUsers).Select(owner => $"{Number(owner.Value)} entries of {_names.Of(owner.Key)}"))}{(owners.Count > MostUsers ? " and of others" : "")}";
        }
        foreach (var held in place.Locks)
        {
            yield return held;
        }
        if (place.Processes.Count > 0)
        {
            yield return $"used now by {string.Join("; ", place.Processes.Take(MostUsers).Select(_processes.Of))}{(place.Processes.Count > MostUsers ? $"; {Number(place.Processes.Count - MostUsers)} more" : "")}";
        }
        if (sharing.Count > 0)
        {
            yield return $"shared with {string.Join(", ", sharing.Select(PrintedText.Of))}";
        }
    }

    private static string Contents(ExaminedPlace place) => place switch
    {
        { Exists: false } => "does not exist yet",
        { Size: { } size } => $"{(size.IsComplete ? "" : "at least ")}{MigrationText.Size(size.Bytes)} in {Number(size.Files)} {(size.Files == 1 ? "file" : "files")}",
        _ => "cannot be read",
    };

    private static string? Room(Room? room) => room is not { } left ? null
        : $"{MigrationText.Size(left.Bytes)}{(left.Inodes is { } inodes ? $" and {Number((long)Math.Min(inodes, long.MaxValue))} inodes" : "")} free{(left.ByQuota ? " by quota" : "")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
