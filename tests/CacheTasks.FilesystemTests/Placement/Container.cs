using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>
/// A root directory of its own as containers have it: this machine's as the lower layer of an overlay, a disk for the upper one, and a volume on
/// another disk. Commands in it share what they write and nothing else.
/// </summary>
internal sealed class Container
{
    private const string Enter = """
        cd "$1"; mount -t overlay overlay -o "lowerdir=/,upperdir=$1/disk/upper,workdir=$1/disk/work" root
        mkdir -p root/scratch; mount --bind volume root/scratch; mount -t proc proc root/proc; mount --bind /dev root/dev
        folder=$2; shift 2; cd root; exec chroot . sh -ec 'cd "$0"; exec "$@"' "$folder" "$@"
        """;

    private readonly Lab _lab;

    internal Container(Lab lab)
    {
        _lab = lab;
        Disk = lab.Image("disk", "ext4", "-q", "-F");
        Volume = lab.Image("volume", "ext4", "-q", "-F");
        lab.MakeFolder("disk", "upper");
        lab.MakeFolder("disk", "work");
        lab.MakeFolder("root");
    }

    internal string Disk { get; }

    /// <summary>What the container sees as <c>/scratch</c>, from outside.</summary>
    internal string Volume { get; }

    /// <summary>A path of the container's own layer, from outside.</summary>
    internal string InLayer(string path) => Path.Combine(Disk, "upper", path.TrimStart('/'));

    /// <summary>The command in a folder of the container, which is made.</summary>
    internal Command Inside(Command command, string folder)
    {
        Directory.CreateDirectory(InLayer(folder));
        return command.Behind("unshare", "--mount", "--propagation", "private", "sh", "-ec", Enter, "sh", _lab.Root, folder);
    }
}
