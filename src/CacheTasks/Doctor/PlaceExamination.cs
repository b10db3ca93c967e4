using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Targets;

namespace CacheTasks.Doctor;

/// <summary>What of the system the doctor looks through.</summary>
internal sealed record DoctorTools(IFileSystem Files, ITreeChanges Trees, IRoom Rooms, IUsers Users, IFileLocks Locks, IProcesses Processes)
{
    /// <summary>Null where this version does not observe.</summary>
    public static DoctorTools? Current { get; } =
        FileSystem.Current is { } files && FileSystem.Trees is { } trees && FileSystem.Room is { } rooms && FileSystem.Users is { } users
            && FileSystem.Locks is { } locks && FileSystem.Processes is { } processes
            ? new DoctorTools(files, trees, rooms, users, locks, processes)
            : null;
}

/// <summary>Looks at caches and targets, each once: size, room, owners, users. Changes nothing, and waits for no mount that does not answer.</summary>
internal sealed class PlaceExamination(DoctorTools tools, MountTable mounts, WorkProgress? progress, CancellationToken cancellation)
{
    // A cache of this size is measured within the time on a local disk; each entry of a remote one may be a round trip.
    private const int MostEntries = 500_000;
    private const int MostRemoteEntries = 2000;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, ExaminedPlace> _known = new(StringComparer.Ordinal);
    private readonly Watchdog _watchdog = new(tools.Files, mounts);

    /// <param name="lockFiles">Names of files in the directory itself that the tool locks.</param>
    public ExaminedPlace Examine(string path, IEnumerable<string> lockFiles)
    {
        if (!_known.TryGetValue(path, out var place))
        {
            _known[path] = place = Look(path, lockFiles);
        }
        return place;
    }

    private ExaminedPlace Look(string path, IEnumerable<string> lockFiles)
    {
        if (_watchdog.FindSilent(path) is { } silent)
        {
            return new ExaminedPlace(path) { Silent = $"{silent.Source} {silent.NoAnswer}" };
        }
        if (PlaceFinder.Find(tools.Files, mounts, path, out var problem) is not { } found)
        {
            return new ExaminedPlace(path) { Silent = $"{problem!.Path} {problem.Text}" };
        }
        var place = new ExaminedPlace(path) { Exists = found.Exists, Status = found.Status, Mount = found.Mount, Room = RoomOf(found) };
        return found.Exists ? Fill(place, found, PathText.RealPath(tools.Files, found), lockFiles) : place;
    }

    private ExaminedPlace Fill(ExaminedPlace place, Place found, string real, IEnumerable<string> lockFiles)
    {
        progress?.Begin("measuring " + PrintedText.Of(place.Path) + ":", "entries");
        return place with
        {
            Size = new TreeMeasure(tools.Trees, found.IsRemote ? MostRemoteEntries : MostEntries, MostTime, progress, cancellation).Of(real),
            Processes = tools.Processes.FindUsers([real])[0],
            Locks = LocksOf(real, found, lockFiles),
        };
    }

    private Room? RoomOf(Place place)
    {
        var opened = tools.Files.OpenDirectory(place.Existing, out var handle);
        using (handle)
        {
            return opened.Succeeded ? tools.Rooms.Left(handle, tools.Users.Effective, place.Status.Group) : null;
        }
    }

    private List<string> LocksOf(string folder, Place place, IEnumerable<string> lockFiles)
    {
        var names = new OwnerNames(tools.Users, tools.Files.Host);
        var text = new ProcessText(tools.Processes, tools.Files, names);
        var files = lockFiles.Where(name => Path.GetFileName(name) == name).Select(name => Describe(folder, name, place)).OfType<LockFile>().ToList();
        return new LockHolders(tools.Locks, tools.Processes).Find(files)
            .SelectMany(held => held.Holders.Select(row => $"{held.File.Name} is locked by {text.Of(row.ProcessId)}")).Distinct().ToList();
    }

    private LockFile? Describe(string folder, string name, Place place)
    {
        var path = Path.Combine(folder, name);
        return tools.Files.Stat(path, followLink: false, out var status).Succeeded && status.Kind == FileKind.File
            ? new LockFile("", "", name, path, place.FilesystemDevice, status)
            : null;
    }
}
