using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>A user database of the test's own; this process's user where nothing else is said.</summary>
internal sealed class MadeUsers : IUsers
{
    public Dictionary<uint, string> Logins { get; } = [];

    public List<UserGroup> Groups { get; } = [];

    /// <summary>Groups that the process has.</summary>
    public HashSet<uint> Has { get; } = [];

    /// <summary>Whose login was asked for.</summary>
    public List<uint> Asked { get; } = [];

    public uint Effective { get; init; } = FileSystem.Users!.Effective;

    public static MadeUsers Of(params (uint User, string Login)[] logins)
    {
        var users = new MadeUsers();
        foreach (var (user, login) in logins)
        {
            users.Logins.Add(user, login);
        }
        return users;
    }

    public string Login(uint user)
    {
        Asked.Add(user);
        return Logins.TryGetValue(user, out var login) ? login : "";
    }

    public uint? FindUser(string login) => Logins.Where(entry => entry.Value == login).Select(entry => (uint?)entry.Key).FirstOrDefault();

    public UserGroup? FindGroup(string name) => Groups.SingleOrDefault(group => group.Name == name);

    public UserGroup? FindGroup(uint id) => Groups.SingleOrDefault(group => group.Id == id);

    public bool HasGroup(uint id) => Has.Contains(id);
}
