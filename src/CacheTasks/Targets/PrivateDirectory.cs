using System.Text;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets;

/// <summary>
/// Makes a directory below a shared root that only its user can write, each level by descriptor: opened without following a symlink,
/// made 0700 where it is missing, then judged by what was opened (facts/peers.md, "Rules for a per-user directory").
/// </summary>
internal sealed class PrivateDirectory(IFileSystem files, IUsers users, PrivatePurpose? purpose = null)
{
    /// <summary>Backup and clean-up tools look for a file of this name.</summary>
    public const string TagName = "CACHEDIR.TAG";

    private const uint OwnerOnly = 0x1C0;

    private readonly PrivatePurpose _purpose = purpose ?? PrivatePurpose.Target;
    private readonly CheckoutNote _note = new(files);
    private readonly DirectoryTrust _trust = new(files, users);
    private readonly List<Finding> _findings = [];

    /// <summary>What was noticed, and why there is no directory.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The last level was not there before.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The user's own folder below the root, for something to be put into.</summary>
    /// <returns>Null with a finding when it cannot be made safely.</returns>
    public string? CreateFolder(SharedRoot root, string name)
    {
        var path = root.Path;
        using var folder = EnterFirst(root, name, ref path);
        return folder is null ? null : path;
    }

    /// <param name="names">Folder names below the root, from the root down.</param>
    /// <param name="owner">The path that the last folder belongs to; null when it is shared by several.</param>
    /// <returns>The directory; null with a finding when it cannot be made safely.</returns>
    public string? Create(SharedRoot root, IReadOnlyList<string> names, string? owner)
    {
        var path = root.Path;
        var at = EnterFirst(root, names[0], ref path);
        if (at is not null && names.Count > 1)
        {
            using var parent = at;
            at = EnterOwned(root, parent, names[1], owner, ref path);
        }
        using (at)
        {
            if (at is null)
            {
                return null;
            }
            WriteTag(at);
            var writable = files.CheckWritable(path);
            return writable.Succeeded ? path : Refuse(path, writable);
        }
    }

    // Who takes the name of another user's folder denies it; a folder that this user made instead is then as good.
    private SafeFileHandle? EnterFirst(SharedRoot root, string name, ref string path)
    {
        path = Path.Combine(root.Path, name);
        if (Enter(root, root.Handle, name, path, make: true, out var foreign) is { } entered)
        {
            return entered;
        }
        if (!foreign)
        {
            return null;
        }
        var refusal = _findings[_findings.Count - 1];
        var prefix = (_purpose.HasNamesOfItsOwn ? name : name.Split('-')[0]) + "-";
        foreach (var other in OwnNames(root, prefix, name))
        {
            path = Path.Combine(root.Path, other);
            if (Enter(root, root.Handle, other, path, make: false, out _) is { } own)
            {
                _findings.RemoveAll(finding => finding.Rule == Rules.ForeignDirectory);
                return own;
            }
        }
        _findings.RemoveAll(finding => finding.Rule == Rules.ForeignDirectory);
        var free = Path.Combine(root.Path, prefix + Guid.NewGuid().ToString("N").Substring(0, 8));
        _findings.Add(refusal with { Text = $"{refusal.Text} Or take a free name, which is then used: mkdir -m 700 {free}" });
        return null;
    }

    private IEnumerable<string> OwnNames(SharedRoot root, string prefix, string except)
    {
        // Listing moves the handle's own position, and the root's handle is used again.
        var opened = files.OpenDirectory(root.Path, out var handle);
        using (handle)
        {
            return opened.Succeeded ? files.FindNames(handle, prefix).Where(name => name != except).OrderBy(name => name, StringComparer.Ordinal).ToList() : [];
        }
    }

    // Another path with the same name and checksum has the first number; the next is free.
    private SafeFileHandle? EnterOwned(SharedRoot root, SafeFileHandle parent, string name, string? owner, ref string path)
    {
        var folder = path;
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : $"{name}-{number}";
            path = Path.Combine(folder, candidate);
            var handle = Enter(root, parent, candidate, path, make: true, out _);
            if (handle is null || owner is null)
            {
                return handle;
            }
            var noted = _note.Read(handle);
            if (noted is null)
            {
                _note.Write(handle, owner);
                // Another build may have been faster.
                noted = _note.Read(handle) ?? owner;
            }
            if (noted == owner)
            {
                return handle;
            }
            handle.Dispose();
        }
    }

    /// <param name="foreign">The name is taken by something that is not this user's directory.</param>
    private SafeFileHandle? Enter(SharedRoot root, SafeFileHandle parent, string name, string path, bool make, out bool foreign)
    {
        foreign = false;
        IsNew = false;
        var opened = files.OpenBelow(parent, name, out var handle);
        if (opened == Errno.ENOENT && make)
        {
            var made = files.MakeDirectory(parent, name, OwnerOnly);
            if (!made.Succeeded && made != Errno.EEXIST)
            {
                Refuse(path, made);
                return null;
            }
            IsNew = made.Succeeded;
            opened = files.OpenBelow(parent, name, out handle);
        }
        if (opened.Succeeded && IsOwn(root, handle, path, out foreign))
        {
            return handle;
        }
        foreign = opened.Succeeded ? foreign : RefuseUnopened(parent, name, path, opened);
        handle.Dispose();
        return null;
    }

    private bool IsOwn(SharedRoot root, SafeFileHandle handle, string path, out bool foreign)
    {
        foreign = false;
        var errno = files.Stat(handle, out var status);
        if (!errno.Succeeded)
        {
            Refuse(path, errno);
            return false;
        }
        if (_trust.IsUnmapped(status) || status.Owner != users.Effective)
        {
            foreign = true;
            RefuseForeign(path, status);
            return false;
        }
        if (status.MountId != root.Status.MountId)
        {
            Refuse(path, $"is a mount of its own, not a directory of {_purpose.Root}. Unmount it, or set {_purpose.Setting} to it.");
            return false;
        }
        return (status.Mode & DirectoryTrust.OthersWrite) == 0 || Close(handle, path, status);
    }

    // Default ACLs, setgid parents and a umask of others add bits; an own directory is put right.
    private bool Close(SafeFileHandle handle, string path, in FileStatus status)
    {
        var closed = files.ChangeMode(handle, status.Mode & ~DirectoryTrust.OthersWrite);
        if (!closed.Succeeded)
        {
            Refuse(path, $"can be written by others (mode {status.Permissions}) and cannot be closed ({closed.Text}, {closed.Name}).");
            return false;
        }
        if (!IsNew)
        {
            _findings.Add(new Finding(
                Rules.InsecureRoot,
                $"{path} could be written by others (mode {status.Permissions}) and is closed now. What they may have put there stays. To see it: `find {path} ! -uid {users.Effective}`.",
                Severity.Message));
        }
        return true;
    }

    private bool RefuseUnopened(SafeFileHandle parent, string name, string path, Errno opened)
    {
        if (!files.Stat(parent, name, out var status).Succeeded)
        {
            Refuse(path, opened);
            return false;
        }
        if (status.Kind == FileKind.Directory && status.Owner == users.Effective)
        {
            Refuse(path, opened);
            return false;
        }
        RefuseForeign(path, status);
        return true;
    }

    private void RefuseForeign(string path, in FileStatus status)
    {
        var what = status.Kind switch { FileKind.Directory => "", FileKind.Symlink => "is a symlink and ", FileKind.File => "is a file and ", _ => "is not a directory and " };
        var whose = _trust.IsUnmapped(status)
            ? "belongs to a user that has no ID here: a user namespace or a server that maps owners hides who it is"
            : $"belongs to {Person.Describe(users, status.Owner)}";
        Refuse(path, $"{what}{whose} (mode {status.Permissions}), this is {Person.Describe(users, users.Effective)}. To see it: `stat {path}`. Have it removed, or set another {_purpose.Setting}.");
    }

    private string? Refuse(string path, Errno errno) => Refuse(path, $"cannot be made or written ({errno.Text}, {errno.Name}).");

    private string? Refuse(string path, string why)
    {
        _findings.Add(new Finding(Rules.ForeignDirectory, $"no {_purpose.Noun}, {_purpose.Instead}: {path} {why}"));
        return null;
    }

    private void WriteTag(SafeFileHandle directory)
    {
        var created = files.Create(directory, TagName, out var handle);
        using (handle)
        {
            if (created.Succeeded)
            {
                files.Write(handle, Encoding.UTF8.GetBytes(_purpose.Tag));
            }
        }
    }
}
