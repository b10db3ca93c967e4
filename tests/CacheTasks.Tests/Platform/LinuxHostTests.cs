using CacheTasks.Platform;
using CacheTasks.Platform.Linux;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Platform;

[TestClass]
public class LinuxHostTests
{
    [TestMethod]
    [DataRow("         0          0 4294967295\n", true, DisplayName = "the initial namespace")]
    [DataRow(null, true, DisplayName = "no /proc: the kernel's default")]
    [DataRow("", false, DisplayName = "unshare --user, before anything is mapped")]
    [DataRow("0 1000 1\n", false, DisplayName = "unshare -r")]
    [DataRow("0 1000 1\n1 100000 65536\n", false, DisplayName = "rootless containers")]
    [DataRow("0 0 65536\n65536 65536 4294901759\n", true, DisplayName = "all in two lines")]
    [DataRow("garbage\n", false)]
    public void Map_IsWholeOrNot(string? map, bool all) => Assert.AreEqual(all, LinuxHost.MapsAll(map));

    // The shell reads the same files by itself.
    [TestMethod]
    public void Host_IsThatOfProc()
    {
        var host = FileSystem.Current!.Host;

        Assert.AreEqual(Ask("grep -c '^NoNewPrivs:.1$' /proc/self/status") == "1", host.NoNewPrivileges);
        Assert.AreEqual(Ask("grep -c '^Seccomp:.2$' /proc/self/status") == "1", host.Filtered);
        Assert.AreEqual(Ask("cat /proc/sys/fs/protected_hardlinks") != "0", host.ProtectedHardlinks);
        Assert.AreEqual(Ask("cat /sys/kernel/security/lsm 2>/dev/null"), host.SecurityModules);
    }

    private static string Ask(string script) => new Command("sh", "-c", script + "; true").Run().OrFail().StandardOutput.Trim();
}
