using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A folder that Samba gives to this machine; the virtual machine has started it and lets root add shares.</summary>
internal static class SmbShare
{
    /// <summary>Mounts the folder by SMB 3.1.1 and gives the mount point.</summary>
    internal static string Mount(Lab lab, string folder, string options = "")
    {
        var share = Path.GetFileName(lab.Root);
        Lab.System("net", "usershare", "add", share, folder, "", "Everyone:F");
        lab.Undoing("share of " + folder, () => Lab.System("net", "usershare", "delete", share));
        var point = lab.MakeFolder("smb");
        lab.Mount(point, MountArguments());
        // The server removes a file when the last handle of it is closed, and the client closes late: what was deleted a moment ago would be
        // in the way of the next run.
        lab.BetweenRuns(() => { }, () =>
        {
            Lab.System("umount", point);
            // The server's process stands in the folder, ends with the connection, and only then is everything closed.
            SpinWait.SpinUntil(() => !MountedBelow.IsWorkingDirectory(folder), TimeSpan.FromSeconds(30));
            Lab.System("mount", MountArguments());
        });
        return lab.Behind(point, folder);

        // uv takes a file away again that it could not clone, while it is still open; closetimeo: it is closed at once then, and not a second later.
        string[] MountArguments() => ["-t", "cifs", "//127.0.0.1/" + share, point, "-o", "username=root,password=secret,vers=3.1.1,closetimeo=0" + options];
    }
}
