namespace CacheTasks.Platform;

/// <summary>
/// Chooses the calls of the system that this process runs on. All are null where this version does not observe: Windows and macOS,
/// whose steps run as they would without us.
/// </summary>
internal static class FileSystem
{
    public static IFileSystem? Current { get; } = OnLinux<IFileSystem>(() =>
#if NET
        new Linux.LinuxFileSystem());
#else
        null);
#endif

    public static IUsers? Users { get; } = OnLinux<IUsers>(() =>
#if NET
        new Linux.LinuxUsers());
#else
        null);
#endif

    public static IRoom? Room { get; } = OnLinux<IRoom>(() =>
#if NET
        new Linux.LinuxRoom());
#else
        null);
#endif

    public static IFileLocks? Locks { get; } = OnLinux<IFileLocks>(() =>
#if NET
        new Linux.LinuxFileLocks());
#else
        null);
#endif

    public static IProcesses? Processes { get; } = OnLinux<IProcesses>(() =>
#if NET
        new Linux.LinuxProcesses());
#else
        null);
#endif

    public static IProcessTrees? ProcessTrees { get; } = OnLinux<IProcessTrees>(() =>
#if NET
        new Linux.LinuxProcessTrees());
#else
        null);
#endif

    public static ITreeScanner? Scanner { get; } = OnLinux<ITreeScanner>(() =>
#if NET
        new Linux.TreeScanner());
#else
        null);
#endif

    public static ITreeChanges? Trees { get; } = OnLinux<ITreeChanges>(() =>
#if NET
        new Linux.LinuxTrees());
#else
        null);
#endif

    public static ITreeTransfer? Transfer { get; } = OnLinux<ITreeTransfer>(() =>
#if NET
        new Linux.TreeTransfer());
#else
        null);
#endif

    private static T? OnLinux<T>(Func<T?> create)
        where T : class =>
#if NET
        OperatingSystem.IsLinux() ? create() : null;
#else
        create();
#endif
}
