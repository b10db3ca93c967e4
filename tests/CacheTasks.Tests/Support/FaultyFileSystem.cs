using System.Runtime.CompilerServices;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Tests.Support;

/// <summary>The real calls, but for those that a test lets fail or answer otherwise; notes every call by name.</summary>
internal sealed class FaultyFileSystem : IFileSystem
{
    private readonly IFileSystem _real = FileSystem.Current!;
    private readonly Dictionary<string, Errno> _faults = [];
    private readonly Dictionary<string, Queue<Errno>> _firstFaults = [];

    /// <summary>Changes what every status says, to stand for a file of another user.</summary>
    public Func<FileStatus, FileStatus> Status { get; init; } = status => status;

    /// <summary>Changes what the status of a path says, to stand for a mount that is not there.</summary>
    public Func<string, FileStatus, FileStatus>? StatusAt { get; init; }

    /// <summary>Happens after a directory was listed: what another process does meanwhile.</summary>
    public Action? AfterList { get; init; }

    /// <summary>Paths whose status was asked for.</summary>
    public List<string> Looked { get; } = [];

    /// <summary>Says where the blocks of a file lie, instead of the filesystem.</summary>
    public Func<string, Extent>? Extents { get; init; }

    /// <summary>Names of the calls in their order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Another user than the real one; who asks is not changed.</summary>
    public uint? User { get; init; }

    public uint EffectiveUser => User ?? _real.EffectiveUser;

    public FaultyFileSystem Fail(string call, Errno errno)
    {
        _faults[call] = errno;
        return this;
    }

    /// <summary>The first calls fail so, one by one; then as without.</summary>
    public FaultyFileSystem FailFirst(string call, params ReadOnlySpan<Errno> errnos)
    {
        _firstFaults[call] = new Queue<Errno>(errnos.ToArray());
        return this;
    }

    public Errno Stat(string path, bool followLink, out FileStatus status)
    {
        Looked.Add(path);
        var errno = Seen(_real.Stat(path, followLink, out status), ref status);
        status = errno.Succeeded && StatusAt is not null ? StatusAt(path, status) : status;
        return errno;
    }

    public Errno Stat(SafeFileHandle directory, string name, out FileStatus status)
    {
        Calls.Add("StatEntry");
        return Seen(_real.Stat(directory, name, out status), ref status);
    }

    public Errno Stat(SafeFileHandle file, out FileStatus status) => Seen(_real.Stat(file, out status), ref status);

    /// <summary>A mount table instead of the system's.</summary>
    public string? Mounts { get; init; }

    public HostFacts Host { get; init; } = HostFacts.Plain;

    /// <summary>Details of each directory instead of the real ones.</summary>
    public DirectoryDetails? Details { get; init; }

    public bool? InLowerLayer { get; init; }

    public string? ReadLink(string path) => _real.ReadLink(path);

    public MountTable ReadMounts() => Mounts is null ? _real.ReadMounts() : new MountTable(System.Text.Encoding.UTF8.GetBytes(Mounts));

    public DirectoryDetails Inspect(SafeFileHandle directory) => Details ?? _real.Inspect(directory);

    public bool? IsInLowerLayer(SafeFileHandle file) => InLowerLayer ?? _real.IsInLowerLayer(file);

    public bool HasAccessList(string path) => _real.HasAccessList(path);

    public string? PathOf(SafeFileHandle directory) => _real.PathOf(directory);

    public Errno Rename(SafeFileHandle fromDirectory, string fromName, SafeFileHandle toDirectory, string toName) =>
        Do(() => _real.Rename(fromDirectory, fromName, toDirectory, toName));

    public IReadOnlyList<DirectoryEntry> List(SafeFileHandle directory, int most)
    {
        Calls.Add(nameof(List));
        var entries = _real.List(directory, most);
        AfterList?.Invoke();
        return entries;
    }

    public Errno CheckWritable(string directory) => Do(() => _real.CheckWritable(directory));

    public Errno CheckReadWrite(string file) => Do(() => _real.CheckReadWrite(file));

    public Errno OpenDirectory(string path, out SafeFileHandle handle) => Open(_real.OpenDirectory(path, out handle), ref handle);

    public Errno OpenDirectory(SafeFileHandle parent, string name, out SafeFileHandle handle) =>
        Open(_real.OpenDirectory(parent, name, out handle), ref handle);

    public Errno OpenBelow(SafeFileHandle parent, string name, out SafeFileHandle handle) => Open(_real.OpenBelow(parent, name, out handle), ref handle);

    public Errno OpenThrough(SafeFileHandle parent, string name, out SafeFileHandle handle) => Open(_real.OpenThrough(parent, name, out handle), ref handle);

    public Errno OpenFile(SafeFileHandle directory, string name, out SafeFileHandle handle) => Open(_real.OpenFile(directory, name, out handle), ref handle);

    public Errno CreateUnnamed(SafeFileHandle directory, out SafeFileHandle file) => Open(_real.CreateUnnamed(directory, out file), ref file);

    public Errno Create(SafeFileHandle directory, string name, out SafeFileHandle file)
    {
        file = new SafeFileHandle(-1, ownsHandle: false);
        return Fault() is { } fault ? fault : _real.Create(directory, name, out file);
    }

    public Errno Write(SafeFileHandle file, ReadOnlySpan<byte> bytes) => Fault() is { } fault ? fault : _real.Write(file, bytes);

    public Errno Empty(SafeFileHandle file) => Do(() => _real.Empty(file));

    public Errno MakeDirectory(SafeFileHandle directory, string name, uint mode) => Do(() => _real.MakeDirectory(directory, name, mode));

    public Errno ChangeMode(SafeFileHandle file, uint mode) => Do(() => _real.ChangeMode(file, mode));

    public Errno Link(SafeFileHandle fromDirectory, string fromName, SafeFileHandle toDirectory, string toName) =>
        Do(() => _real.Link(fromDirectory, fromName, toDirectory, toName));

    public Errno LinkUnnamed(SafeFileHandle file, SafeFileHandle toDirectory, string toName) => Do(() => _real.LinkUnnamed(file, toDirectory, toName));

    public Errno Clone(SafeFileHandle source, SafeFileHandle target) => Do(() => _real.Clone(source, target));

    public Errno Symlink(string content, SafeFileHandle directory, string name) => Do(() => _real.Symlink(content, directory, name));

    public Errno Remove(SafeFileHandle directory, string name) => Do(() => _real.Remove(directory, name));

    public Errno RemoveDirectory(SafeFileHandle directory, string name) => Do(() => _real.RemoveDirectory(directory, name));

    public IReadOnlyList<string> FindNames(SafeFileHandle directory, string prefix) => _real.FindNames(directory, prefix);

    public Errno Stat(SafeFileHandle directory, EntryName path, out FileStatus status)
    {
        Looked.Add(path.Text);
        return Seen(_real.Stat(directory, path, out status), ref status);
    }

    public Errno FirstExtent(SafeFileHandle directory, EntryName path, out Extent extent) => FirstExtent(Path.Combine(_real.PathOf(directory)!, path.Text), out extent);

    public Errno FirstExtent(string path, out Extent extent)
    {
        var errno = Extents is null ? _real.FirstExtent(path, out extent) : Errno.None;
        extent = Extents?.Invoke(path) ?? default;
        return errno;
    }

    public ulong EndedChildren() => _real.EndedChildren();

    public bool ProcessExists(int processId) => _real.ProcessExists(processId);

    private Errno Seen(Errno errno, ref FileStatus status)
    {
        status = errno.Succeeded ? Status(status) : status;
        return errno;
    }

    private Errno? Fault([CallerMemberName] string call = "")
    {
        Calls.Add(call);
        return _firstFaults.TryGetValue(call, out var first) && first.TryDequeue(out var next) ? next : _faults.TryGetValue(call, out var errno) ? errno : null;
    }

    private Errno Do(Func<Errno> real, [CallerMemberName] string call = "") => Fault(call) ?? real();

    private Errno Open(Errno errno, ref SafeFileHandle handle, [CallerMemberName] string call = "")
    {
        if (Fault(call) is not { } fault)
        {
            return errno;
        }
        handle.Dispose();
        handle = new SafeFileHandle(-1, ownsHandle: false);
        return fault;
    }
}
