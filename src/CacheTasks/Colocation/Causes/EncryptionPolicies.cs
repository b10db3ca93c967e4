using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// A file can be linked into an encrypted directory only when both have the same policy: EXDEV (Documentation/filesystems/fscrypt.rst,
/// "Limitations of fscrypt"). Out of an encrypted tree into a plain one it works.
/// </summary>
internal sealed class EncryptionPolicies : Cause
{
    public override Rule Rule => Rules.EncryptionPolicies;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && failure.IsLink && pair.SameFilesystem && pair.Target.Details.EncryptionPolicy is { } policy
        && policy != pair.Cache.Details.EncryptionPolicy;

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Target.Path} is encrypted with key {pair.Target.Details.EncryptionPolicy} and {pair.Cache.Path} {(pair.Cache.Details.EncryptionPolicy is { } key ? $"with key {key}" : "is not")}";

    public override string Check(Failure failure, Pair pair) => $"lsattr -d {pair.Cache.Named} {pair.Target.Named}; fscrypt status {pair.Target.Named}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) =>
        Mounts(pair, ("cacheKey", pair.Cache.Details.EncryptionPolicy ?? "none"), ("targetKey", pair.Target.Details.EncryptionPolicy ?? "none"));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
        ["Put the cache into the same encrypted tree as the target: set CacheDirectory.", CopiesWanted];
}
