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
        lab.Undoing("share of " + folder, () =>
        {
            Lab.System("net", "usershare", "delete", share);
            SpinWait.SpinUntil(() => !IsServed(lab.Root), TimeSpan.FromSeconds(10));
        });
        var point = lab.MakeFolder("smb");
        Lab.System("mount", "-t", "cifs", "//127.0.0.1/" + share, point, "-o", "username=root,password=secret,vers=3.1.1,closetimeo=0" + options);
        lab.Undoing("mount " + point, () => Lab.System("umount", point));
        return lab.Behind(point, folder);
    }

    // The server's process for a client stays in the share for a moment after the client has left.
    private static bool IsServed(string folder) =>
        Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Any(process => WorkingDirectoryOf(process)?.StartsWith(folder + "/", StringComparison.Ordinal) == true);

    private static string? WorkingDirectoryOf(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // the process has ended
        }
    }
}
