using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>Which names a workspace's target has below a shared root that was opened: the layout's, or those that a site had before.</summary>
internal sealed class PlaceNames(IFileSystem files, SharedRoot root, Person person)
{
    /// <param name="layout">checkout, workspace or user.</param>
    /// <param name="workspace">Absolute; symlinks in it are resolved, since tools name a workspace by the current directory, which has none.</param>
    /// <returns>Names from the root down, and the path that the last belongs to: null where checkouts share it.</returns>
    public (IReadOnlyList<string> Names, string? Owner) For(string layout, string workspace) =>
        layout == TargetLayout.User && FindEstablished() is { } login ? ([login], null) : TargetLayout.For(layout, RealPath.Of(files, workspace), person);

    /// <summary>A site that gave each user <c>&lt;root&gt;/$USER</c> before keeps it, where it is that user's own and private.</summary>
    private string? FindEstablished()
    {
        if (person.Login.Length == 0 || SafeName.Of(person.Login) != person.Login)
        {
            return null;
        }
        var opened = files.OpenBelow(root.Handle, person.Login, out var handle);
        using (handle)
        {
            return opened.Succeeded && files.Stat(handle, out var status).Succeeded && status.Owner == person.Id && status.MountId == root.Status.MountId
                && (status.Mode & DirectoryTrust.OthersWrite) == 0 ? person.Login : null;
        }
    }
}
