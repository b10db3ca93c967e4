using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>
/// Whose directory it is. The ID decides, since a login can be missing, odd, or set to anything by <c>$USER</c>; the login only makes
/// the folder's name readable.
/// </summary>
internal sealed record Person(uint Id, string Login)
{
    public static Person Current(IUsers users) => new(users.Effective, users.Login(users.Effective));

    /// <summary>What every folder name of this user begins with: <c>u1000</c>.</summary>
    public string Prefix => "u" + Id.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>u1000-dev</c>; <c>u1000</c> without a login.</summary>
    public string Folder => SafeName.Of(Login) is { Length: > 0 } name ? $"{Prefix}-{name}" : Prefix;

    /// <summary><c>user 1000 (dev)</c>.</summary>
    public override string ToString() => Describe(Id, Login);

    /// <summary>A user in a message, with the login where there is one.</summary>
    public static string Describe(IUsers users, uint user) => Describe(user, users.Login(user));

    private static string Describe(uint user, string login) => $"user {user.ToString(CultureInfo.InvariantCulture)}{(login.Length > 0 ? $" ({login})" : "")}";
}
