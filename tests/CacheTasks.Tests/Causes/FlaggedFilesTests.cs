using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class FlaggedFilesTests
{
    private static readonly FlaggedFiles s_cause = new();
    private static readonly SampledFile s_immutable = MadeSample.File(attributes: InodeAttributes.Immutable);
    private static readonly SampledFile s_appendOnly = MadeSample.File(attributes: InodeAttributes.AppendOnly | InodeAttributes.Encrypted);

    private static Failure Linking(SampledFile file) => MadeFailure.Of(Operation.SampleLink, Errno.EPERM, file);

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM: link")]
    [DataRow(95, DisplayName = "EOPNOTSUPP: clone on ext4")]
    public void FlaggedFile_IsExplained(int errno)
    {
        s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), s_immutable, Operation.ReadSample, Operation.SampleLink);
        s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), s_appendOnly, Operation.ReadSample, Operation.SampleLink);
    }

    [TestMethod]
    public void FileWithoutTheFlags_HasAnotherCause()
    {
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM, MadeSample.File(attributes: InodeAttributes.Encrypted));
        s_cause.ExplainsOnly(MadePair.OneMount, Errno.EPERM);
    }

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EXDEV, s_immutable);

    [TestMethod]
    public void Description_NamesFileAndFlag()
    {
        s_cause.Says(Linking(s_immutable), MadePair.OneMount, "the cache's file /cache/uv/archive-v0/0/0.py is immutable (chattr), so it cannot be linked (EPERM)");
        s_cause.Says(Linking(s_appendOnly), MadePair.OneMount, "the cache's file /cache/uv/archive-v0/0/0.py is append-only (chattr), so it cannot be linked (EPERM)");
    }

    [TestMethod]
    public void Check_ListsTheFlags() => s_cause.Checks(Linking(s_immutable), MadePair.OneMount, "lsattr /cache/uv/archive-v0/0/0.py");

    [TestMethod]
    public void Evidence_HasTheFlag() => s_cause.Shows(
        Linking(s_immutable),
        MadePair.OneMount,
        "file=/cache/uv/archive-v0/0/0.py",
        "owner=1000",
        "group=1000",
        "mode=0644",
        "links=1",
        "user=1000",
        "errno=EPERM",
        "flag=immutable");

    [TestMethod]
    [DataRow(0x10u, "i")]
    [DataRow(0x20u, "a")]
    public void Remedies_TakeTheFlagAway(uint attributes, string flag) => s_cause.Advises(
        Linking(MadeSample.File(attributes: (InodeAttributes)attributes)),
        MadePair.OneMount,
        $"Take the flag away: `chattr -R -{flag} /src/uv`.",
        "Or let the step copy: LinkMode=\"copy\".");
}
