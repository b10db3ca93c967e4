using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class NoAnswerTests
{
    private static readonly CauseFinding s_server = NoAnswer.Find(new SilentMount("/mnt/4e/uv", MadePlace.Nfs4, TimeSpan.FromSeconds(5)));
    private static readonly CauseFinding s_process = NoAnswer.Find(new SilentMount("/pool/a b", MadePlace.UnionAtPool with { MountPoint = "/pool one" }, TimeSpan.FromSeconds(5)));

    [TestMethod]
    public void SilentLook_IsExplained() => new NoAnswer().ExplainsOnly(MadePair.Server, Errno.None, Operation.Answer);

    [TestMethod]
    public void Finding_IsOfItsRule() => Assert.AreEqual(Rules.NoAnswer, s_server.Rule);

    [TestMethod]
    public void Description_NamesServerMountAndWait() => Assert.AreEqual(
        "/mnt/4e/uv is on nfs4 from 127.0.0.1:/srv/e (mount 44 at /mnt/4e), which gave no answer within 5 s", s_server.Description);

    [TestMethod]
    public void Check_WaitsForNothing()
    {
        Assert.AreEqual("stat -f /mnt/4e & sleep 5; jobs", s_server.Check);
        Assert.AreEqual("stat -f '/pool one' & sleep 5; jobs", s_process.Check);
    }

    [TestMethod]
    public void Evidence_NamesTheMount() => AssertLines.Equal(
        ["directory=/mnt/4e/uv", "mount=44 /mnt/4e nfs4 0:33", "source=127.0.0.1:/srv/e", "secondsWaited=5"],
        s_server.Evidence.Select(item => $"{item.Key}={item.Value}"));

    [TestMethod]
    public void Remedies_AreOfServerOrProcess()
    {
        AssertLines.Equal(
            ["Bring the server back (127.0.0.1:/srv/e).", "Or give the mount up: `umount -l /mnt/4e`.", "Or set CacheDirectory and TargetDirectory to folders elsewhere."],
            s_server.Remedies);
        Assert.AreEqual("Restart the process that serves this mount.", s_process.Remedies[0]);
    }
}
