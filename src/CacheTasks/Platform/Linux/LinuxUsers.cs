using System.Runtime.InteropServices;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>Asks the C library, so that directory services count as /etc/passwd does.</summary>
internal sealed unsafe class LinuxUsers : IUsers
{
    private const int FirstRoom = 4096;
    private const int MostRoom = 1 << 22;

    private delegate int Query(byte* room, nuint size);

    public uint Effective => geteuid();

    public string Login(uint user)
    {
        var login = "";
        Ask((room, size) =>
        {
            Passwd entry;
            Passwd* found = null;
            var errno = getpwuid_r(user, &entry, room, size, &found);
            login = found is null ? "" : Text(found->pw_name);
            return errno;
        });
        return login;
    }

    public uint? FindUser(string login)
    {
        uint? user = null;
        Ask((room, size) =>
        {
            using var bytes = new PathBytes(login);
            fixed (byte* wanted = bytes)
            {
                Passwd entry;
                Passwd* found = null;
                var errno = getpwnam_r(wanted, &entry, room, size, &found);
                user = found is null ? null : found->pw_uid;
                return errno;
            }
        });
        return user;
    }

    public UserGroup? FindGroup(string name)
    {
        UserGroup? group = null;
        Ask((room, size) =>
        {
            using var bytes = new PathBytes(name);
            fixed (byte* wanted = bytes)
            {
                Group entry;
                Group* found = null;
                var errno = getgrnam_r(wanted, &entry, room, size, &found);
                group = Describe(found);
                return errno;
            }
        });
        return group;
    }

    public UserGroup? FindGroup(uint id)
    {
        UserGroup? group = null;
        Ask((room, size) =>
        {
            Group entry;
            Group* found = null;
            var errno = getgrgid_r(id, &entry, room, size, &found);
            group = Describe(found);
            return errno;
        });
        return group;
    }

    public bool HasGroup(uint id)
    {
        if (getegid() == id)
        {
            return true;
        }
        var groups = new uint[Math.Max(getgroups(0, null), 1)];
        fixed (uint* list = groups)
        {
            var count = getgroups(groups.Length, list);
            return count > 0 && groups.AsSpan(0, count).Contains(id);
        }
    }

    // ERANGE asks for more room: a group can have thousands of members.
    private static void Ask(Query query)
    {
        for (var size = FirstRoom; size <= MostRoom; size *= 4)
        {
            var room = (byte*)NativeMemory.Alloc((nuint)size);
            try
            {
                if (query(room, (nuint)size) != Errno.ERANGE.Number)
                {
                    return;
                }
            }
            finally
            {
                NativeMemory.Free(room);
            }
        }
    }

    private static UserGroup? Describe(Group* group)
    {
        if (group is null)
        {
            return null;
        }
        var members = new List<string>();
        for (var member = group->gr_mem; member is not null && *member is not null; member++)
        {
            members.Add(Text(*member));
        }
        return new UserGroup(group->gr_gid, Text(group->gr_name), members);
    }

    private static string Text(byte* bytes) => Marshal.PtrToStringUTF8((nint)bytes) ?? "";
}
