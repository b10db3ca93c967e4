using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <summary>The user database: getpwuid_r(3), getpwnam_r(3), getgrnam_r(3), getgrgid_r(3), getgroups(2).</summary>
internal static unsafe partial class LibC
{
    /// <summary>struct passwd of a 64-bit system.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Passwd
    {
        public byte* pw_name;
        public byte* pw_passwd;
        public uint pw_uid;
        public uint pw_gid;
        public byte* pw_gecos;
        public byte* pw_dir;
        public byte* pw_shell;
    }

    /// <summary>struct group of a 64-bit system.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Group
    {
        public byte* gr_name;
        public byte* gr_passwd;
        public uint gr_gid;
        public byte** gr_mem;
    }

    [LibraryImport("libc")]
    public static partial int getpwuid_r(uint uid, Passwd* pwd, byte* buf, nuint buflen, Passwd** result);

    [LibraryImport("libc")]
    public static partial int getpwnam_r(byte* name, Passwd* pwd, byte* buf, nuint buflen, Passwd** result);

    [LibraryImport("libc")]
    public static partial int getgrnam_r(byte* name, Group* grp, byte* buf, nuint buflen, Group** result);

    [LibraryImport("libc")]
    public static partial int getgrgid_r(uint gid, Group* grp, byte* buf, nuint buflen, Group** result);

    [LibraryImport("libc")]
    public static partial int getgroups(int size, uint* list);

    [LibraryImport("libc")]
    public static partial uint getegid();
}
