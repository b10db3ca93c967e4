using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A lock whose holder the builder may not see: who it is stays unknown, and nothing goes wrong.</summary>
[TestClass]
public sealed class HiddenHolderTests : LabTest
{
    private static readonly string s_asSecond = $"exec setpriv --reuid={SharedTarget.Second} --regid={SharedTarget.Second} --groups=4100 -- \"$@\"";

    [TestMethod]
    public void ProcessesOfOthersHidden_HolderIsAPid()
    {
        var (target, holder) = Prepare();

        var said = Locked(target.Inspect(0, "unshare", "--mount", "sh", "-c", "mount -t proc -o hidepid=2 proc /proc && " + s_asSecond, "sh"));

        Assert.Contains($"is locked by PID {holder.Id} (of another user, who is not shown here), profile debug.", said.Single());
    }

    [TestMethod]
    public void ProcessesShown_HolderIsNamed()
    {
        var (target, holder) = Prepare();

        Assert.Contains($"is locked by PID {holder.Id} (sleep 600, user {SharedTarget.First}, since ", Locked(target.Inspect(SharedTarget.Second)).Single());
    }

    // As from a container: the kernel leaves out what has no number here.
    [TestMethod]
    public void OtherProcessNamespace_NothingIsSeen()
    {
        var (target, _) = Prepare();

        Assert.HasCount(0, Locked(target.Inspect(0, "unshare", "--pid", "--fork", "--mount-proc", "sh", "-c", s_asSecond, "sh")));
    }

    private (SharedTarget Target, Locker Holder) Prepare()
    {
        var target = Open("SharedTarget", () => new SharedTarget("2775"));
        target.Build(SharedTarget.First, "002").OrFail();
        var holder = Open("flock", () => Locker.Hold(
            Path.Combine(target.Location, "debug", ".cargo-lock"), exclusive: true, "setpriv", $"--reuid={SharedTarget.First}", $"--regid={SharedTarget.First}", "--groups=4100", "--"));
        return (target, holder);
    }

    private static string[] Locked(string[] said) => [.. said.Where(line => line.Contains("CACHETASKS2004", StringComparison.Ordinal))];
}
