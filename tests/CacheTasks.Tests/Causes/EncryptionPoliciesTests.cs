using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class EncryptionPoliciesTests
{
    private static readonly EncryptionPolicies s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);

    [TestMethod]
    public void EncryptedTarget_ExplainsLinksThatFail() =>
        s_cause.ExplainsOnly(MadePair.EncryptedTarget, Errno.EXDEV, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    [TestMethod]
    public void OtherPairsAndErrors_AreAnotherCause()
    {
        s_cause.ExplainsOnlyOn(s_link, MadePair.EncryptedTarget);
        s_cause.ExplainsOnly(MadePair.EncryptedTarget, Errno.EPERM);
    }

    [TestMethod]
    public void OnePolicy_IsAnotherCause() => s_cause.ExplainsOnly(WithCacheKey("0123abcd"), Errno.EXDEV);

    // Out of an encrypted tree into a plain one links work.
    [TestMethod]
    public void EncryptedCacheAlone_IsAnotherCause()
    {
        var pair = MadePair.EncryptedTarget;
        s_cause.ExplainsOnly(pair with { Cache = pair.Target, Target = pair.Cache }, Errno.EXDEV);
    }

    [TestMethod]
    public void Description_HasTheKeys()
    {
        s_cause.Says(s_link, MadePair.EncryptedTarget, "/src/app/.venv is encrypted with key 0123abcd and /src/uv is not");
        s_cause.Says(s_link, WithCacheKey("9999"), "/src/app/.venv is encrypted with key 0123abcd and /src/uv with key 9999");
    }

    [TestMethod]
    public void Check_AsksFscrypt() => s_cause.Checks(s_link, MadePair.EncryptedTarget, "lsattr -d /src/uv /src/app/.venv; fscrypt status /src/app/.venv");

    [TestMethod]
    public void Evidence_HasTheKeys() => s_cause.Shows(
        s_link, MadePair.EncryptedTarget, "cacheMount=36 /src ext4 8:1", "targetMount=36 /src ext4 8:1", "cacheKey=none", "targetKey=0123abcd");

    [TestMethod]
    public void Remedies_AreOneTree() => s_cause.Advises(
        s_link,
        MadePair.EncryptedTarget,
        "Put the cache into the same encrypted tree as the target: set CacheDirectory.",
        "If the copies are wanted, set LinkMode=\"copy\".");

    private static Pair WithCacheKey(string key) =>
        MadePair.EncryptedTarget with { Cache = MadePair.EncryptedTarget.Cache.In(DirectoryDetails.None with { EncryptionPolicy = key }) };
}
