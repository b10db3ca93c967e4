using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class FlaggedDirectoryTests
{
    private static readonly FlaggedDirectory s_cause = new();
    private static readonly Failure s_inTarget = new(Operation.CreateInTarget, Errno.EPERM);
    private static readonly Failure s_inCache = new(Operation.CreateInCache, Errno.EPERM);
    private static readonly Pair s_appendOnlyCache = MadePair.OneMount with { Cache = MadePair.OneMount.Cache.With(InodeAttributes.AppendOnly) };

    [TestMethod]
    public void FlaggedSide_IsExplained()
    {
        s_cause.ExplainsOnly(MadePair.ImmutableTarget, Errno.EPERM, Operation.CreateInTarget, Operation.RemoveFromTarget);
        s_cause.ExplainsOnly(s_appendOnlyCache, Errno.EPERM, Operation.CreateInCache);
    }

    [TestMethod]
    public void DirectoryWithoutTheFlags_HasAnotherCause() => s_cause.ExplainsOnlyOn(s_inTarget, MadePair.ImmutableTarget);

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.ImmutableTarget, Errno.EACCES);

    [TestMethod]
    public void Description_NamesFolderAndFlag()
    {
        s_cause.Says(s_inTarget, MadePair.ImmutableTarget, "/src/app/.venv is immutable (chattr)");
        s_cause.Says(s_inCache, s_appendOnlyCache, "/src/uv is append-only (chattr)");
    }

    [TestMethod]
    public void Check_ListsTheFlags() => s_cause.Checks(s_inTarget, MadePair.ImmutableTarget, "lsattr -d /src/app/.venv");

    [TestMethod]
    public void Evidence_HasTheFlag() => s_cause.Shows(s_inTarget, MadePair.ImmutableTarget, "directory=/src/app/.venv", "flag=immutable", "errno=EPERM");

    [TestMethod]
    public void Remedies_AreOfTheSideThatFailed()
    {
        s_cause.Advises(
            s_inTarget, MadePair.ImmutableTarget, "Take the flag away if nobody needs it: `chattr -i /src/app/.venv`.", "Or set TargetDirectory to another folder.");
        s_cause.Advises(s_inCache, s_appendOnlyCache, "Take the flag away if nobody needs it: `chattr -a /src/uv`.", "Or set CacheDirectory to another folder.");
    }
}
