namespace CacheTasks.Platform;

/// <summary>What the system allows this process beyond the filesystem's own rules; read only when something failed.</summary>
/// <param name="ProtectedHardlinks"><c>fs.protected_hardlinks</c> (proc_sys_fs(5)).</param>
/// <param name="MapsAllUsers">False in a user namespace in which some owners have no ID (user_namespaces(7)); they read as <see cref="OverflowUser"/>.</param>
/// <param name="NoNewPrivileges">Set by every unprivileged sandbox: Landlock and seccomp ask for it (prctl(2)).</param>
/// <param name="Filtered">System calls are filtered (seccomp(2)).</param>
/// <param name="SecurityModules">In force, as in /sys/kernel/security/lsm; empty where that is not told.</param>
internal sealed record HostFacts(bool ProtectedHardlinks, bool MapsAllUsers, bool NoNewPrivileges, bool Filtered, string SecurityModules)
{
    /// <summary>The owner shown for a user that this namespace has no ID for (/proc/sys/fs/overflowuid).</summary>
    public const uint OverflowUser = 65534;

    public static readonly HostFacts Plain = new(true, true, false, false, "");
}
