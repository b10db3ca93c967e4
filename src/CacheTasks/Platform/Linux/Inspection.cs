using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>Asks a directory for <see cref="DirectoryDetails"/>. A call that the filesystem does not know is a value that it does not have.</summary>
internal static unsafe class Inspection
{
    // struct fscrypt_get_policy_ex_arg: the room for the policy, then the policy: version 1 has 12 bytes, version 2 has 24.
    private const int PolicySize = 24;
    private const int KeyOfVersion1 = 4;
    private const int KeyOfVersion2 = 8;

    public static DirectoryDetails Look(int descriptor)
    {
        FsXattr project;
        var hasProject = ioctl(descriptor, FS_IOC_FSGETXATTR, (nint)(&project)) == 0;
        // The kernel writes an int, whatever the request's declared size says.
        long flags = 0;
        var hasFlags = ioctl(descriptor, FS_IOC_GETFLAGS, (nint)(&flags)) == 0;
        StatFs size;
        var hasSize = fstatfs(descriptor, &size) == 0;
        return new DirectoryDetails(
            hasProject ? project.fsx_projid : null,
            hasProject && (project.fsx_xflags & FS_XFLAG_PROJINHERIT) != 0,
            hasFlags && (flags & FS_NOCOW_FL) != 0,
            Policy(descriptor),
            hasSize ? size.f_blocks : 0,
            hasSize ? size.f_type : 0,
            hasSize ? size.f_fsid : 0);
    }

    private static string? Policy(int descriptor)
    {
        var argument = stackalloc byte[sizeof(ulong) + PolicySize];
        *(ulong*)argument = PolicySize;
        if (ioctl(descriptor, FS_IOC_GET_ENCRYPTION_POLICY_EX, (nint)argument) != 0)
        {
            return null;
        }
        var policy = new ReadOnlySpan<byte>(argument + sizeof(ulong), PolicySize);
        return Convert.ToHexString(policy[0] == 2 ? policy[KeyOfVersion2..] : policy[KeyOfVersion1..12]).ToLowerInvariant();
    }
}
