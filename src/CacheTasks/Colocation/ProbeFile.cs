using System.Globalization;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>A file made for trying: without a name where the filesystem can (O_TMPFILE), else with one that is removed.</summary>
internal sealed class ProbeFile : IDisposable
{
    /// <summary>
    /// Names are this, the process ID, a dash, a word that only this process has, a dash and a number: what a killed process left is recognised, also where
    /// every container has the same process IDs.
    /// </summary>
    public const string Prefix = ".cachetasks-probe-";

    private static int s_number;

    /// <summary>How the names of this process begin.</summary>
    public static readonly string OwnPrefix = Prefix + CurrentProcessId().ToString(CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N").Substring(0, 8) + "-";

    private readonly IFileSystem? _files;
    private readonly SafeFileHandle? _directory;
    private string? _name;

    private ProbeFile(IFileSystem? files, SafeFileHandle? directory, string? name, Errno created, SafeFileHandle handle)
    {
        _files = files;
        _directory = directory;
        _name = name;
        Created = created;
        Handle = handle;
    }

    public Errno Created { get; }

    public SafeFileHandle Handle { get; }

    /// <summary>It has a name in its directory: the filesystem has no unnamed files.</summary>
    public bool HasName => _name is not null;

    /// <summary>Never with a name, for a directory from which none can be removed.</summary>
    public static ProbeFile CreateUnnamed(IFileSystem files, SafeFileHandle directory) =>
        new(files, directory, null, files.CreateUnnamed(directory, out var handle), handle);

    public static ProbeFile CreateNamed(IFileSystem files, SafeFileHandle directory)
    {
        var name = NewName();
        var created = files.Create(directory, name, out var handle);
        return new ProbeFile(files, directory, created.Succeeded ? name : null, created, handle);
    }

    public static ProbeFile Create(IFileSystem files, SafeFileHandle directory)
    {
        var created = files.CreateUnnamed(directory, out var handle);
        // Filesystems without unnamed files say so in these ways (open(2), facts/linking.md §3).
        if (created != Errno.EOPNOTSUPP && created != Errno.EISDIR && created != Errno.EINVAL && created != Errno.ENOENT)
        {
            return new ProbeFile(files, directory, null, created, handle);
        }
        handle.Dispose();
        return CreateNamed(files, directory);
    }

    /// <summary>Stands for a file that could not be made because its directory could not be opened.</summary>
    public static ProbeFile None(Errno why) => new(null, null, null, why, new SafeFileHandle(new IntPtr(-1), ownsHandle: false));

    public static string NewName() =>
        OwnPrefix + Interlocked.Increment(ref s_number).ToString(CultureInfo.InvariantCulture);

    /// <summary>What was linked is another file, made for that: without /proc one without a name cannot be.</summary>
    public bool LinkedAnother { get; private set; }

    public Errno Link(SafeFileHandle toDirectory, string toName)
    {
        if (_name is null)
        {
            var linked = _files!.LinkUnnamed(Handle, toDirectory, toName);
            // ENOENT: /proc is not mounted here.
            if (linked != Errno.ENOENT)
            {
                return linked;
            }
        }
        using var named = _name is null ? CreateNamed(_files!, _directory!) : null;
        LinkedAnother |= named is not null;
        return (named ?? this).LinkByName(toDirectory, toName);
    }

    /// <summary>Gives the file another name in its directory, which nothing else may have.</summary>
    public Errno RenameWithin(string name)
    {
        var renamed = _files!.Rename(_directory!, _name!, _directory!, name);
        _name = renamed.Succeeded ? name : _name;
        return renamed;
    }

    public void Dispose()
    {
        Handle.Dispose();
        if (_name is not null)
        {
            _files!.Remove(_directory!, _name);
        }
    }

    private Errno LinkByName(SafeFileHandle toDirectory, string toName) =>
        Created.Succeeded ? _files!.Link(_directory!, _name!, toDirectory, toName) : Created;

    private static int CurrentProcessId()
    {
#if NET
        return Environment.ProcessId;
#else
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.Id;
#endif
    }
}
