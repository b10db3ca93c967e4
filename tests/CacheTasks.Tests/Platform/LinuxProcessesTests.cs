using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Platform;

/// <summary>What is said of processes and users, against ps(1) and id(1).</summary>
[TestClass]
public sealed class LinuxProcessesTests
{
    private static readonly IProcesses s_processes = FileSystem.Processes!;

    [TestMethod]
    public void RunningProcess_IsThatOfPs()
    {
        using var folder = new TemporaryDirectory("ps");
        File.WriteAllText(folder["lock"], "");
        using var process = Locker.Hold(folder["lock"]);

        // The shell that took the lock becomes it.
        Assert.IsTrue(SpinWait.SpinUntil(() => s_processes.Find(process.Id)!.CommandLine == "sleep 600", TimeSpan.FromSeconds(30)));
        var facts = s_processes.Find(process.Id)!;

        Assert.AreEqual(Environment.ProcessId, facts.Parent);
        Assert.AreEqual(Environment.ProcessId, s_processes.ParentOf(process.Id));
        Assert.AreEqual(FileSystem.Current!.EffectiveUser, facts.User);
        Assert.IsLessThan(60, Math.Abs((DateTime.Now - facts.Started!.Value).TotalSeconds));
        FileSystem.Current!.Stat(folder["lock"], followLink: true, out var locked);
        Assert.IsTrue(s_processes.HasOpen(process.Id, locked));
        FileSystem.Current!.Stat(folder.Location, followLink: true, out var other);
        Assert.IsFalse(s_processes.HasOpen(process.Id, other));
    }

    [TestMethod]
    public void EndedProcess_IsNone()
    {
        using var ended = new Command("true").Start();
        ended.WaitForExit();

        Assert.IsNull(s_processes.Find(ended.Id));
        Assert.AreEqual(0, s_processes.ParentOf(ended.Id));
        FileSystem.Current!.Stat("/", followLink: true, out var root);
        Assert.IsNull(s_processes.HasOpen(ended.Id, root));
    }

    // An argument with a line break must not write a line of the build, nor a long one fill it.
    [TestMethod]
    public void CommandLine_IsPrintableAndShort()
    {
        using var process = new Command("sh", "-c", "echo ready; sleep 600; true", "a\nb" + new string('x', 1000)).Start();
        process.StandardOutput.ReadLine();
        var line = s_processes.Find(process.Id)!.CommandLine;
        process.Kill(entireProcessTree: true);

        Assert.StartsWith("sh -c echo ready; sleep 600; true a?bxxx", line);
        Assert.AreEqual(201, line.Length);
    }

    [TestMethod]
    public void KernelThread_HasItsName() => Assert.StartsWith("[", s_processes.Find(2)?.CommandLine ?? "[no kernel threads here]");

    [TestMethod]
    public void Login_IsThatOfId() => Assert.AreEqual(new Command("id", "-un").Run().OrFail().StandardOutput.Trim(), s_processes.LoginOf(FileSystem.Current!.EffectiveUser));

    [TestMethod]
    public void UserWithoutEntry_HasNoLogin() => Assert.IsNull(s_processes.LoginOf(3_000_000_017));
}
