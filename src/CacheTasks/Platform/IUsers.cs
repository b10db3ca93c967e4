namespace CacheTasks.Platform;

/// <summary>A group of the system; <paramref name="Members"/> are the logins that its entry lists (getgrnam(3)), not those whose primary group it is.</summary>
internal sealed record UserGroup(uint Id, string Name, IReadOnlyList<string> Members);

/// <summary>What the system's user database says. It may be a directory service, so nothing is asked that is not needed.</summary>
internal interface IUsers
{
    /// <summary>Effective user ID of this process.</summary>
    uint Effective { get; }

    /// <summary>The login name; empty where the database has no entry, as in many containers.</summary>
    string Login(uint user);

    /// <summary>The ID of a login; null when the database has none.</summary>
    uint? FindUser(string login);

    UserGroup? FindGroup(string name);

    UserGroup? FindGroup(uint id);

    /// <summary>Whether this process has the group, as its effective or a supplementary one (getgroups(2)).</summary>
    bool HasGroup(uint id);
}
