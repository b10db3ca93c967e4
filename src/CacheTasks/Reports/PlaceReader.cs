using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Reports;

/// <summary>Looks where the cache and target of a record lie. A mount that gave no answer is looked up by its name alone.</summary>
internal sealed class PlaceReader(IFileSystem files, IRoom? room) : IDisposable
{
    private readonly MountTable _mounts = files.ReadMounts();

    public void Dispose() => _mounts.Dispose();

    /// <param name="record">With <c>cache</c>, <c>target</c> and <c>causes</c>; what is not in it has no place.</param>
    public IReadOnlyList<ReportedPlace> Of(JsonObject record)
    {
        var answers = StepSummary.Objects(record["causes"]).All(cause => StepSummary.TextOf(cause, "code") != Rules.NoAnswer.Code);
        return new[] { ReportedPlace.Cache, ReportedPlace.Target }
            .Select(role => (role, Path: StepSummary.TextOf(record, role)))
            .Where(place => place.Path.Length > 0)
            .Select(place => Of(place.role, place.Path, answers))
            .ToList();
    }

    private ReportedPlace Of(string role, string path, bool answers)
    {
        var place = answers ? PlaceFinder.Find(files, _mounts, path, out _) : null;
        var mount = place is null ? _mounts.FindByPath(path) : place.Mount;
        var type = mount?.FileSystem ?? "";
        return new ReportedPlace(role, path, mount?.MountPoint ?? "", type, mount?.Source ?? "", place?.FilesystemDevice ?? mount?.Device ?? "")
        {
            IsNetwork = FilesystemTypes.IsNetwork(type),
            FreeBytes = place is null ? null : FreeAt(place),
        };
    }

    private long? FreeAt(Place place)
    {
        var opened = files.OpenDirectory(place.Existing, out var handle);
        using (handle)
        {
            return opened.Succeeded && room?.Left(handle, files.EffectiveUser, place.Status.Group) is { } left ? (long)Math.Min(left.Bytes, long.MaxValue) : null;
        }
    }
}
