using System.Globalization;
using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>Sentences that several steps of a migration say.</summary>
internal static class MigrationText
{
    public const string Again = "Nothing is changed. Run it again when no build runs there.";

    public static string AdviceFor(Errno errno, MigrationRequest request) =>
        errno == Errno.EACCES || errno == Errno.EPERM
            ? $"To see it: `ls -ld {ShellText.Quote(Path.GetDirectoryName(request.Source) ?? "/")} {ShellText.Quote(request.Source)} {ShellText.Quote(Path.GetDirectoryName(request.Destination) ?? "/")}`. All three must be writable."
            : errno == Errno.EROFS ? "One of the two lies on a read-only mount. Set another SharedRoot, or leave the target where it is."
            : "Move it by hand, or set another SharedRoot.";

    public static MigrationResult BothRemain(MigrationRequest request, Errno errno) => Refusal.Of(
        request.Source, $"{request.Destination} has all of it, but it cannot be renamed away to be removed ({errno.Text}, {errno.Name})", $"Remove it yourself: `rm -r {ShellText.Quote(request.Source)}`", MigrationState.Moved);

    public static MigrationResult OldRemains(MigrationRequest request, TreeFault fault) => Refusal.Of(
        request.Source + MoveNames.Old, $"{request.Destination} has all of it, but {fault}", $"Remove it yourself: `rm -r {ShellText.Quote(request.Source + MoveNames.Old)}`", MigrationState.Moved);

    public static MigrationResult ChangedSince(MigrationRequest request) => Refusal.Of(
        request.Source,
        $"it was copied to {request.Destination} by a run that was killed, and has changed since",
        $"Nothing is removed. Keep one of the two: `rm -r {ShellText.Quote(request.Source)}`, or `rm -r {ShellText.Quote(request.Destination)}` and run it again.");

    public static MigrationResult InUse(MigrationRequest request, IReadOnlyList<string> entries) => Refusal.Of(
        request.Source,
        $"{request.Destination} is in use already ({string.Join(", ", entries.Take(3))}{(entries.Count > 3 ? $" and {entries.Count - 3} more" : "")})",
        $"Builds that know CacheTasks use that one. Remove what nobody needs: `rm -r {ShellText.Quote(request.Source)}`, or `rm -r {ShellText.Quote(request.Destination)}` and run it again.",
        MigrationState.DestinationInUse);

    /// <summary><c>3.3 GiB</c>.</summary>
    public static string Size(ulong bytes)
    {
        var units = new[] { "bytes", "KiB", "MiB", "GiB", "TiB" };
        double value = bytes;
        var unit = 0;
        for (; value >= 1024 && unit < units.Length - 1; unit++)
        {
            value /= 1024;
        }
        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    public static string Describe(TreeScan scan) => $"{scan.Files.ToString(CultureInfo.InvariantCulture)} files, {Size(scan.Allocated)}";
}
