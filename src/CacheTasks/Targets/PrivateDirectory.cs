using System.Text;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets;

/// <summary>
/// Makes a directory below a shared root that only its user can write, each level by descriptor: made 0700, then opened without
/// following a symlink, then judged by what was opened (facts/peers.md, "Rules for a per-user directory").
/// </summary>
internal sealed class PrivateDirectory(IFileSystem files)
{
    private const uint OwnerOnly = 0x1C0;
    private const uint GroupWrite = 0x10;
    private const uint OtherWrite = 0x02;
    private const uint Sticky = 0x200;

    // The first line is what backup and clean-up tools look for (bford.info/cachedir); cargo ≥ 1.97 refuses to clean without it.
    private const string TagName = "CACHEDIR.TAG";
    private const string Tag = "Signature: 8a477f597d28d172789f06886806bc55\n# A private target directory, made by CacheTasks.\n";

    // Which checkout a directory belongs to; a checksum alone does not tell two paths apart.
    private const string OwnerName = ".cachetasks-checkout";

    /// <param name="root">An existing directory; it may be reached through a symlink.</param>
    /// <param name="names">Folder names below it, from the root down.</param>
    /// <param name="owner">The checkout that the last folder belongs to; null when it is shared by several.</param>
    /// <returns>The directory; null with a finding when it cannot be made safely.</returns>
    public string? Create(string root, IReadOnlyList<string> names, string? owner, out IReadOnlyList<Finding> findings)
    {
        var reports = new List<Finding>();
        findings = reports;
        var opened = files.OpenDirectory(root, out var at);
        var path = root;
        try
        {
            if (!opened.Succeeded)
            {
                reports.Add(Refused(root, opened));
                return null;
            }
            CheckRoot(at, root, reports);
            for (var level = 0; level < names.Count; level++)
            {
                var name = level == names.Count - 1 && owner is not null ? FreeName(at, names[level], owner) : names[level];
                path = Path.Combine(path, name);
                if (Enter(at, name, path, reports) is not { } next)
                {
                    return null;
                }
                at.Dispose();
                at = next;
            }
            WriteOnce(at, TagName, Tag);
            if (owner is not null)
            {
                WriteOnce(at, OwnerName, owner + "\n");
            }
            return path;
        }
        finally
        {
            at.Dispose();
        }
    }

    private SafeFileHandle? Enter(SafeFileHandle parent, string name, string path, List<Finding> reports)
    {
        var made = files.MakeDirectory(parent, name, OwnerOnly);
        if (!made.Succeeded && made != Errno.EEXIST)
        {
            reports.Add(Refused(path, made));
            return null;
        }
        var opened = files.OpenDirectory(parent, name, out var handle);
        var errno = opened.Succeeded ? files.Stat(handle, out var status) : Fail(opened, out status);
        if (!errno.Succeeded)
        {
            handle.Dispose();
            reports.Add(Refused(path, errno));
            return null;
        }
        if (status.Owner != files.EffectiveUser)
        {
            handle.Dispose();
            reports.Add(new Finding(
                Rules.ForeignDirectory,
                $"no private target directory: {path} belongs to user {status.Owner} (mode {status.Permissions}), not to user {files.EffectiveUser}. The tool's own target is used. Have it removed, or set another SharedRoot."));
            return null;
        }
        // Default ACLs and setgid parents add bits to what mkdir was asked for; an own directory is put right.
        if ((status.Mode & (GroupWrite | OtherWrite)) != 0)
        {
            files.ChangeMode(handle, status.Mode & ~(GroupWrite | OtherWrite));
        }
        return handle;
    }

    // Whoever may write the root without its sticky bit can rename any directory in it away.
    private void CheckRoot(SafeFileHandle handle, string root, List<Finding> reports)
    {
        if (!files.Stat(handle, out var status).Succeeded)
        {
            return;
        }
        var trusted = status.Owner == 0 || status.Owner == files.EffectiveUser;
        var writable = (status.Mode & (GroupWrite | OtherWrite)) != 0 && (status.Mode & Sticky) == 0;
        if (!trusted || writable)
        {
            reports.Add(new Finding(
                Rules.InsecureRoot,
                $"the shared root {root} (owner {status.Owner}, mode {status.Permissions}) lets other users replace the directories in it. {(writable ? $"Set its sticky bit: chmod +t {root}" : $"Give it to root: chown root {root}")}"));
        }
    }

    // Another path with the same name and checksum gets the next number.
    private string FreeName(SafeFileHandle parent, string name, string owner)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : $"{name}-{number}";
            var opened = files.OpenDirectory(parent, candidate, out var handle);
            using (handle)
            {
                if (!opened.Succeeded || ReadOwner(handle) is not { } recorded || recorded == owner)
                {
                    return candidate;
                }
            }
        }
    }

    private string? ReadOwner(SafeFileHandle directory)
    {
        if (!files.OpenFile(directory, OwnerName, out var handle).Succeeded)
        {
            handle.Dispose();
            return null;
        }
        using var stream = new FileStream(handle, FileAccess.Read);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd('\n');
    }

    private void WriteOnce(SafeFileHandle directory, string name, string text)
    {
        var created = files.Create(directory, name, out var handle);
        using (handle)
        {
            if (created.Succeeded)
            {
                files.Write(handle, Encoding.UTF8.GetBytes(text));
            }
        }
    }

    private static Errno Fail(Errno errno, out FileStatus status)
    {
        status = default;
        return errno;
    }

    private static Finding Refused(string path, Errno errno) => new(
        Rules.ForeignDirectory,
        $"no private target directory: {path} cannot be made or entered ({errno.Text}, {errno.Name}). The tool's own target is used.");
}
