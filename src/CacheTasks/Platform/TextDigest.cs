using System.Security.Cryptography;
using System.Text;

namespace CacheTasks.Platform;

/// <summary>A short name for a text of any length: the first half of its SHA-256, 32 hexadecimal digits.</summary>
internal static class TextDigest
{
    public static string Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        return Convert.ToHexString(SHA256.HashData(bytes), 0, 16);
#else
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(bytes), 0, 16).Replace("-", "");
#endif
    }
}
