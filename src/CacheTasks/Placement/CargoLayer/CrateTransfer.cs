using System.Text;
using CacheTasks.Placement.Caches;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Placement.CargoLayer;

internal enum CrateState
{
    /// <summary>The other side had it.</summary>
    Present,

    Copied,

    /// <summary>The source has not all of it.</summary>
    Lacking,

    /// <summary>The source's archive is not the one whose checksum is known.</summary>
    Damaged,

    /// <summary>A call failed.</summary>
    Failed,
}

/// <summary>
/// Brings crates from the registry of one CARGO_HOME into that of another: the archive, whose checksum is looked at in the copy, and then the
/// index entry by which cargo finds it. The caller holds cargo's lock of the target.
/// </summary>
internal sealed class CrateTransfer(ITreeChanges trees, OpenFolders from, OpenFolders to)
{
    private readonly RegistryFiles _source = new(trees, from);
    private readonly RegistryFiles _target = new(trees, to);

    public ulong Bytes { get; private set; }

    /// <summary>The error of the last <see cref="CrateState.Failed"/>.</summary>
    public Errno Errno { get; private set; }

    /// <summary>What there is to do: Copied stands for a crate that can be.</summary>
    /// <param name="verify">A present archive is read, not only measured.</param>
    public CrateState Look(CrateFile crate, bool verify)
    {
        var has = _source.HasArchive(crate, out var size);
        if (_target.HasArchive(crate, out var present) && _target.HasEntry(crate) && (verify && crate.Checksum.Length > 0 ? IsGood(_target, crate) : !has || present == size || IsGood(_target, crate)))
        {
            return CrateState.Present;
        }
        return has && _source.HasEntry(crate) ? CrateState.Copied : CrateState.Lacking;
    }

    public CrateState Copy(FileCopy copy, CrateFile crate)
    {
        Errno = CopyConfig(copy, crate.Registry);
        if (!Errno.Succeeded)
        {
            return CrateState.Failed;
        }
        if (_source.ReadEntry(crate) is not { } entry || !RegistryFiles.Knows(entry, crate))
        {
            return CrateState.Lacking;
        }
        if (!(_target.HasArchive(crate, out _) && IsGood(_target, crate)))
        {
            Errno = Replace(copy, RegistryPath.ArchivesOf(crate.Registry), crate.FileName, file => IsExpected(RegistryFiles.Hash(file), crate, entry));
            if (!Errno.Succeeded)
            {
                return Errno == Errno.EINVAL ? CrateState.Damaged : CrateState.Failed;
            }
        }
        Bytes += _target.HasArchive(crate, out var size) ? size : 0;
        return CopyEntry(copy, crate) ? CrateState.Copied : CrateState.Failed;
    }

    private bool CopyEntry(FileCopy copy, CrateFile crate)
    {
        if (!_target.HasEntry(crate))
        {
            // An entry lists all versions of its time: one that does not know this version is older.
            var (folder, name) = RegistryPath.EntryOf(crate.Registry, crate.Name);
            Errno = Replace(copy, folder, name, null);
        }
        return Errno.Succeeded;
    }

    private Errno CopyConfig(FileCopy copy, string registry)
    {
        if (_target.Has(RegistryPath.IndexOf(registry), RegistryFiles.Config, out _))
        {
            return Errno.None;
        }
        var errno = Replace(copy, RegistryPath.IndexOf(registry), RegistryFiles.Config, null);
        // cargo marks a registry that it makes itself, for backups to leave it out.
        if (errno.Succeeded && !_target.Has(RegistryPath.Root, PrivateDirectory.TagName, out _))
        {
            Replace(copy, RegistryPath.Root, PrivateDirectory.TagName, null);
        }
        return errno;
    }

    // What has the name stays until its replacement is complete and was looked at.
    private Errno Replace(FileCopy copy, string folder, string name, Func<Microsoft.Win32.SafeHandles.SafeFileHandle, bool>? check)
    {
        var errno = from.Open(folder, make: false, out var source);
        errno = errno.Succeeded ? to.Open(folder, make: true, out var target) : NoHandle.After(errno, out target);
        return errno.Succeeded ? copy.Copy(source, target, name, check, replace: true) : errno;
    }

    private static bool IsGood(RegistryFiles files, CrateFile crate) =>
        files.HashArchive(crate) is { } hash && (crate.Checksum.Length > 0 ? hash == crate.Checksum : files.ReadEntry(crate) is { } entry && IsExpected(hash, crate, entry));

    private static bool IsExpected(string? hash, CrateFile crate, byte[] entry) =>
        hash is not null && (crate.Checksum.Length > 0 ? hash == crate.Checksum : entry.AsSpan().IndexOf(Encoding.ASCII.GetBytes(hash)) >= 0);
}
