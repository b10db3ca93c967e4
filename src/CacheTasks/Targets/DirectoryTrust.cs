using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>
/// Whether other users could put something else in the place of what lies in a directory: they can where they own it, or may write it
/// while its sticky bit is not set (unlink(2), rename(2); facts/peers.md, "Rules for a per-user directory", 4).
/// </summary>
internal sealed class DirectoryTrust(IFileSystem files, IUsers users)
{
    /// <summary>The bits of a mode by which others than the owner may write.</summary>
    public const uint OthersWrite = GroupWrite | OtherWrite;

    private const uint GroupWrite = 0x10;
    private const uint OtherWrite = 0x02;
    private const uint Sticky = 0x200;

    private bool HidesUsers => !files.Host.MapsAllUsers;

    /// <summary>An owner that this user namespace has no ID for: it may be anybody, also where this process shows the same number.</summary>
    public bool IsUnmapped(in FileStatus status) => status.Owner == HostFacts.OverflowUser && HidesUsers;

    /// <returns>What is wrong and what to do about it, as two sentences; null for a directory that is safe.</returns>
    public string? Find(string path, in FileStatus status) => FindReason(path, status) is { } reason ? $"{reason}. {Remedy(path, status)}" : null;

    /// <returns>What is wrong, as one sentence without its stop; null for a directory that is safe.</returns>
    public string? FindReason(string path, in FileStatus status) =>
        IsUnmapped(status) ? $"{path} belongs to a user that has no ID in this user namespace, so nobody knows who can replace what is in it"
        : status.Kind == FileKind.Symlink ? IsTrusted(status) ? null : $"{path} is a symlink of {Person.Describe(users, status.Owner)}, who can lead it elsewhere"
        : IsTrusted(status) && !IsWritableByOthers(path, status) ? null
        : $"{path} (owner {Person.Describe(users, status.Owner)}, mode {status.Permissions}) lets other users replace what is in it";

    private string Remedy(string path, in FileStatus status) =>
        IsUnmapped(status) ? "Map its owner, or use a root that was made inside the namespace."
        : status.Kind == FileKind.Symlink ? "Name the directory itself."
        : ((IsTrusted(status) ? "" : $"Give it to root: chown root {path}. ") + (IsWritableByOthers(path, status) ? $"Set its sticky bit: chmod +t {path}" : "")).Trim();

    private bool IsTrusted(in FileStatus status) => status.Owner == 0 || status.Owner == users.Effective;

    /// <summary>Others than the owner may create entries. Many systems give each user a group of their own and a umask of 002: such a group is the user.</summary>
    public bool CanOthersCreate(string path, in FileStatus status) =>
        (status.Mode & OtherWrite) != 0 || ((status.Mode & GroupWrite) != 0 && (!IsOwnersGroup(status.Group, status.Owner) || files.HasAccessList(path)));

    private bool IsWritableByOthers(string path, in FileStatus status) => (status.Mode & Sticky) == 0 && CanOthersCreate(path, status);

    private bool IsOwnersGroup(uint group, uint owner)
    {
        var login = users.Login(owner);
        return login.Length > 0 && users.FindGroup(group) is { } found && found.Name == login && found.Members.All(member => member == login);
    }
}
