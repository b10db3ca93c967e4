using System.Text.Json;

namespace CacheTasks.TestSupport;

/// <summary>The mount that a folder is on, as findmnt prints it.</summary>
/// <param name="Id">The kernel's number of the mount.</param>
/// <param name="Point">Where it is mounted.</param>
/// <param name="Type">Of the filesystem.</param>
/// <param name="Device">Of the filesystem, the same for all subvolumes of one btrfs.</param>
public sealed record MountEntry(string Id, string Point, string Type, string Device)
{
    // findmnt --target guesses by the path, and is wrong where one mount lies on top of another. An open file knows.
    public static MountEntry Of(string folder)
    {
        var opened = new Command("sh", "-c", "exec 3<\"$1\"; sed -n 's/^mnt_id:[^0-9]*//p' /proc/self/fdinfo/3", "sh", folder).Run().OrFail();
        var id = opened.StandardOutput.Trim();
        using var all = JsonDocument.Parse(new Command("findmnt", "--json", "--list", "--output", "ID,TARGET,FSTYPE,MAJ:MIN").Run().OrFail().StandardOutput);
        var found = all.RootElement.GetProperty("filesystems").EnumerateArray().Single(mount => mount.GetProperty("id").ToString() == id);
        return new MountEntry(id, Text(found, "target"), Text(found, "fstype"), Text(found, "maj:min"));
    }

    public override string ToString() => $"{Id} {Point} {Type} {Device}";

    private static string Text(JsonElement mount, string name) => mount.GetProperty(name).ToString();
}
