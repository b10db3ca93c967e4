using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A folder that the kernel's own NFS server gives to this machine; the virtual machine has started the server.</summary>
internal sealed class NfsExport
{
    private const string Client = "*";

    private readonly Lab _lab;
    private readonly string _folder;

    private NfsExport(Lab lab, string folder) => (_lab, _folder) = (lab, folder);

    /// <param name="options">Beside those that every export has, later ones win.</param>
    internal static NfsExport Of(Lab lab, string folder, string options = "")
    {
        var export = new NfsExport(lab, folder);
        var device = MountEntry.Of(folder).Device;
        lab.Undoing("export of " + folder, () =>
        {
            Lab.System("exportfs", "-u", $"{Client}:{folder}");
            Release(device);
        });
        export.Change(options);
        return export;
    }

    internal void Change(string options)
    {
        Lab.System("exportfs", "-i", "-o", "rw,no_root_squash,no_subtree_check,insecure,async" + (options == "" ? "" : "," + options), $"{Client}:{_folder}");
        Lab.System("exportfs", "-f");
    }

    /// <summary>Mounts it by NFS 4.2 and gives the mount point.</summary>
    internal string Mount4(string name, string below = "") => Mount(name, "nfs4", "vers=4.2,soft,timeo=50", below);

    /// <summary>Mounts it by NFS 3, without locks: they would need a daemon on each side.</summary>
    internal string Mount3(string name) => Mount(name, "nfs", "vers=3,nolock,soft,timeo=50", "");

    private string Mount(string name, string type, string options, string below)
    {
        var point = _lab.MakeFolder(name);
        Lab.System("mount", "-t", type, "-o", options, "127.0.0.1:" + _folder + below, point);
        // What it mounted on demand goes with it.
        _lab.Undoing("mount " + point, () => Lab.System("umount", "--recursive", point));
        return _lab.Behind(point, _folder + below);
    }

    // A client gives back what it holds in its own time, or never when it missed the answer; the server then keeps closed files open
    // for a while, which only a flush ends. "expire" is what the kernel takes for it (fs/nfsd/nfs4state.c, client_ctl_write).
    private static void Release(string device)
    {
        SpinWait.SpinUntil(() => Holders(device).Count == 0, TimeSpan.FromSeconds(15));
        foreach (var client in Holders(device))
            Lab.System("sh", "-c", "echo expire > \"$0\"/ctl", client);
        Lab.System("exportfs", "-f");
    }

    // Lines of an open file or a delegation: … superblock: "07:01:131", the device in hexadecimal and the inode.
    private static List<string> Holders(string device)
    {
        var numbers = device.Split(':').Select(number => int.Parse(number).ToString("x2"));
        return [.. Directory.EnumerateDirectories("/proc/fs/nfsd/clients")
            .Where(client => States(client).Contains($"superblock: \"{string.Join(':', numbers)}:", StringComparison.Ordinal))];
    }

    private static string States(string client)
    {
        try
        {
            return File.ReadAllText(Path.Combine(client, "states"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // the client has left
        }
    }
}
