using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>ENOKEY: a directory is encrypted by fscrypt and its key is not loaded (Documentation/filesystems/fscrypt.rst, "Access semantics").</summary>
internal sealed class EncryptionKeyMissing : Cause
{
    public override Rule Rule => Rules.EncryptionKeyMissing;

    public override bool Explains(Failure failure, Pair pair) => failure.Errno == Errno.ENOKEY;

    public override string Describe(Failure failure, Pair pair)
    {
        var place = pair.PlaceOf(failure);
        return $"{place.Existing} is encrypted{(place.Details.EncryptionPolicy is { } key ? $" with key {key}" : "")}, and that key is not loaded";
    }

    public override string Check(Failure failure, Pair pair) => $"lsattr -d {pair.PlaceOf(failure).Quoted}; ls {pair.PlaceOf(failure).Quoted}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["directory"] = pair.PlaceOf(failure).Existing,
        ["encryptionKey"] = pair.PlaceOf(failure).Details.EncryptionPolicy ?? "",
        ["errno"] = failure.Errno.Name,
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) => [$"Unlock it before the build, as your system unlocks home directories or by `fscrypt unlock {pair.PlaceOf(failure).Quoted}`."];
}
