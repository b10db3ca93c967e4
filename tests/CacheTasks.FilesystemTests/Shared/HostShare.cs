using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A folder of this machine that the virtual one sees over 9p, with what a guest cannot look through: mounts of the host.</summary>
internal static class HostShare
{
    /// <summary>The part of it that runvm.sh shares without translating owners.</summary>
    private const string Shared = "n";

    /// <summary>Another filesystem of the host.</summary>
    internal const string OtherFilesystem = "other";

    /// <summary>A second mount of <see cref="Bound"/>.</summary>
    internal const string Bind = "again";

    internal const string Bound = "first";

    internal static Lab Open()
    {
        var lab = new Lab();
        try
        {
            lab.Tmpfs(Path.Combine(Shared, OtherFilesystem), "size=256m");
            lab.Bind(lab.MakeFolder(Shared, Bound), Path.Combine(Shared, Bind));
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }
}
