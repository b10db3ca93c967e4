using System.Text;

namespace CacheTasks.Placement.Seeding;

/// <summary>An unpacked wheel in a cache: <c>archive-v0/xZ4…</c>.</summary>
internal readonly record struct ArchiveId(string Bucket, string Id)
{
    private const string BucketPrefix = "archive-v";

    /// <summary>
    /// What a pointer's symlink names, absolute up to uv 0.10.4 and relative from 0.12 on. The folder before it is not looked at: a cache that was
    /// moved still names the old one.
    /// </summary>
    /// <param name="link">Ends in NUL.</param>
    /// <returns>Null where it names no archive.</returns>
    public static ArchiveId? Parse(byte[] link)
    {
        var parts = Encoding.UTF8.GetString(link, 0, link.Length - 1).Split('/');
        return parts.Length >= 2 && new ArchiveId(parts[parts.Length - 2], parts[parts.Length - 1]) is { IsPlain: true } id ? id : null;
    }

    /// <summary>As uv from 0.12 on writes it. 0.10.4 reads it too, and it stays right when the cache is moved.</summary>
    /// <param name="folder">That the symlink lies in, relative to the cache.</param>
    /// <returns>With a NUL behind it.</returns>
    public byte[] LinkFrom(string folder) => Encoding.UTF8.GetBytes(string.Concat(folder.Split('/').Select(_ => "../")) + this + "\0");

    public override string ToString() => Bucket + "/" + Id;

    private bool IsPlain => PlainName.Is(Id) && Bucket.StartsWith(BucketPrefix, StringComparison.Ordinal) && Bucket.Skip(BucketPrefix.Length).All(char.IsDigit);
}
