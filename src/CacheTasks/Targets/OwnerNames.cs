using System.Collections.Concurrent;
using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>Users as a person knows them, each looked up once: it may be a directory service that answers. Also from several threads.</summary>
internal sealed class OwnerNames(IUsers users, HostFacts host)
{
    private readonly ConcurrentDictionary<uint, string> _known = [];

    /// <summary><c>bob (1001)</c>, or the number alone.</summary>
    public string Of(uint user) => _known.GetOrAdd(user, Describe);

    /// <summary>A user that this user namespace has no ID for; all of them are shown as one.</summary>
    public bool IsUnmapped(uint user) => user == HostFacts.OverflowUser && !host.MapsAllUsers;

    private string Describe(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        return IsUnmapped(user) ? "a user without an ID here" : users.Login(user) is { Length: > 0 } login ? $"{PrintedText.Of(login)} ({number})" : number;
    }
}
