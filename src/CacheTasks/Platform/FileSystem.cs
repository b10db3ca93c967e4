namespace CacheTasks.Platform;

/// <summary>Chooses the calls of the system that this process runs on.</summary>
internal static class FileSystem
{
    /// <summary>Null where this version does not observe: Windows and macOS, whose steps run as they would without us.</summary>
    public static IFileSystem? Current { get; } = Create();

    private static IFileSystem? Create()
    {
#if NET
        return OperatingSystem.IsLinux() ? new Linux.LinuxFileSystem() : null;
#else
        return null;
#endif
    }
}
