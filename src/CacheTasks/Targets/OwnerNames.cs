using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>Users as a person knows them, each looked up once: it may be a directory service that answers.</summary>
internal sealed class OwnerNames(IUsers users, HostFacts host)
{
    private readonly Dictionary<uint, string> _known = [];

    /// <summary><c>bob (1001)</c>, or the number alone.</summary>
    public string Of(uint user)
    {
        if (!_known.TryGetValue(user, out var name))
        {
            var number = user.ToString(CultureInfo.InvariantCulture);
            _known[user] = name = IsUnmapped(user) ? "a user without an ID here" : users.Login(user) is { Length: > 0 } login ? $"{PrintedText.Of(login)} ({number})" : number;
        }
        return name;
    }

    /// <summary>A user that this user namespace has no ID for; all of them are shown as one.</summary>
    public bool IsUnmapped(uint user) => user == HostFacts.OverflowUser && !host.MapsAllUsers;
}
