using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class EncryptionKeyMissingTests
{
    private static readonly EncryptionKeyMissing s_cause = new();
    private static readonly Failure s_inTarget = new(Operation.CreateInTarget, Errno.ENOKEY);
    private static readonly Failure s_inCache = new(Operation.CreateInCache, Errno.ENOKEY);

    [TestMethod]
    public void MissingKey_IsExplainedWhereverItHappens() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.ENOKEY, Enum.GetValues<Operation>());

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.EncryptedTarget, Errno.EXDEV);

    [TestMethod]
    public void Description_HasTheKeyWhereItIsKnown()
    {
        s_cause.Says(s_inTarget, MadePair.EncryptedTarget, "/src/app/.venv is encrypted with key 0123abcd, and that key is not loaded");
        s_cause.Says(s_inCache, MadePair.EncryptedTarget, "/src/uv is encrypted, and that key is not loaded");
    }

    [TestMethod]
    public void Check_IsOfTheSideThatFailed() => s_cause.Checks(s_inCache, MadePair.EncryptedTarget, "lsattr -d /src/uv; ls /src/uv");

    [TestMethod]
    public void Evidence_IsOfTheSideThatFailed() =>
        s_cause.Shows(s_inTarget, MadePair.EncryptedTarget, "directory=/src/app/.venv", "encryptionKey=0123abcd", "errno=ENOKEY");

    [TestMethod]
    public void Remedy_UnlocksIt() => s_cause.Advises(s_inTarget, MadePair.EncryptedTarget, "Unlock it before the build, as your system unlocks home directories or by `fscrypt unlock /src/app/.venv`.");
}
