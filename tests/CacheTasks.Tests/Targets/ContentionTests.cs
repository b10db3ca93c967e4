using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using FileKind = CacheTasks.Platform.FileKind;

namespace CacheTasks.Tests.Targets;

/// <summary>Which locks the versions of cargo have to wait for, and what is said of their holders.</summary>
[TestClass]
public class ContentionTests
{
    private static readonly ProcessFacts s_cargo = new(4711, 1, 1001, "cargo build --release", DateTime.Now.Date.AddHours(12).AddMinutes(3).AddSeconds(11));

    [TestMethod]
    public void Holder_IsNamed() => Assert.AreEqual(
        "the step waits if it builds the same profile: the target /t is locked by PID 4711 (cargo build --release, user bob (1001), since 12:03:11), profile release. To see it: `grep :7 /proc/locks; ls -i /t/release/.cargo-lock`. Give each user and checkout a target: set SharedRoot, or TargetDirectory.",
        Describe("1.95.0", [s_cargo], Held("release", ".cargo-lock", 4711))!.Text);

    // As /proc/locks shows them: up to 1.95 one file; from 1.96 on three, for check without the artifacts'.
    [TestMethod]
    [DataRow("1.92.0", ".cargo-lock W", true)]
    [DataRow("1.95.0", ".cargo-lock W", true)]
    [DataRow("1.95.0", ".cargo-lock R|.cargo-build-lock W|.cargo-artifact-lock W", true, DisplayName = "an older one wants for itself what a newer one shares")]
    [DataRow("1.97.0-nightly", ".cargo-lock R|.cargo-build-lock W|.cargo-artifact-lock W", true)]
    [DataRow("1.97.0-nightly", ".cargo-lock R|.cargo-build-lock W", true, DisplayName = "cargo check")]
    [DataRow("1.97.0-nightly", ".cargo-lock R", false, DisplayName = "shared by both")]
    [DataRow("1.97.0-nightly", ".cargo-lock W", true, DisplayName = "an older one builds")]
    [DataRow("", ".cargo-lock R", true, DisplayName = "version not known")]
    public void Version_DecidesWhatBlocks(string version, string locks, bool blocks)
    {
        var held = locks.Split('|').Select(text => text.Split(' ')).Select(parts => Held("debug", parts[0], 4711, parts[1] == "W")).ToArray();

        Assert.AreEqual(blocks, Describe(version, [s_cargo], held) is not null);
    }

    [TestMethod]
    public void ProcessWithSeveralLocks_IsNamedOnce() => Assert.Contains(
        "locked by PID 4711 (cargo build --release, user bob (1001), since 12:03:11), profile debug, profile release for aarch64-unknown-linux-gnu. To",
        Describe("1.97.0", [s_cargo],
            Held("debug", ".cargo-build-lock", 4711), Held("debug", ".cargo-artifact-lock", 4711), Held("release", ".cargo-build-lock", 4711, triple: "aarch64-unknown-linux-gnu"))!.Text);

    [TestMethod]
    public void Waiters_AreCounted() => Assert.Contains(
        ", profile debug; 2 processes wait already. To see it", Describe("1.95.0", [s_cargo], Held("debug", ".cargo-lock", 4711, waiting: [5, 6]))!.Text);

    [TestMethod]
    public void ManyHolders_AreCut()
    {
        var text = Describe("1.95.0", [], [.. Enumerable.Range(1, 4).Select(number => Held($"p{number}", ".cargo-lock", 2_000_000_000 + number))])!.Text;

        Assert.Contains("profile p3; …. To see it", text);
        Assert.DoesNotContain("profile p4", text);
    }

    [TestMethod]
    public void FreeLock_IsNotSpokenOf() => Assert.IsNull(Describe("1.95.0", [], new HeldLock(File("debug", ".cargo-lock", ""), [], [Row(5, true, true)])));

    // Another project of this build is what the user asked for.
    [TestMethod]
    [DataRow(100, Severity.Message, DisplayName = "a child of this process")]
    [DataRow(50, Severity.Message, DisplayName = "a child of the build that this worker belongs to")]
    [DataRow(1, Severity.Warning)]
    public void LockOfThisBuild_IsAMessage(int parent, object severity)
    {
        ProcessFacts[] processes =
        [
            s_cargo with { Parent = 4710 }, new(4710, parent, 1001, "sh -c cargo", null),
            new(100, 50, 1001, "dotnet MSBuild.dll /nodemode:1", null), new(50, 40, 1001, "dotnet build", null), new(40, 1, 1001, "bash", null),
        ];

        Assert.AreEqual(severity, Describe("1.95.0", processes, Held("debug", ".cargo-lock", 4711))!.EffectiveSeverity);
    }

    [TestMethod]
    public void OwnAllocatedTarget_HasAnotherWayOut() => Assert.EndsWith(
        "It is this checkout's own target: let one build end before the next begins.",
        Contention([], ("TargetFrom", StepLine.SharedRoot)).Describe("/t", [Held("debug", ".cargo-lock", 4711)])!.Text);

    private static Finding? Describe(string version, ProcessFacts[] processes, params HeldLock[] held) =>
        Contention(processes, ("ToolVersion", version)).Describe("/t", held);

    private static Contention Contention(ProcessFacts[] facts, params ReadOnlySpan<(string, string)> metadata)
    {
        var processes = new MadeProcesses(facts);
        var text = new ProcessText(processes, FileSystem.Current!, new OwnerNames(MadeUsers.Of((1001, "bob")), HostFacts.Plain));
        return new Contention(new MadeStep(metadata).Step, MadeProfile.Shipped("cargo"), text, new BuildFamily(processes));
    }

    private static HeldLock Held(string profile, string name, int process, bool exclusive = true, string triple = "", int[]? waiting = null) =>
        new(File(profile, name, triple), [Row(process, exclusive, false)], [.. (waiting ?? []).Select(waiter => Row(waiter, true, true))]);

    private static LockFile File(string profile, string name, string triple) =>
        new(triple, profile, name, $"/t/{profile}/{name}", "8:1", new FileStatus(FileKind.File, new Device(8, 1), 7, 1, 0, 0, 0x1A4, 1, 0, 0, 0));

    private static FileLock Row(int process, bool exclusive, bool waiting) => new(1, LockKind.Flock, exclusive, process, "8:1", 7, waiting);
}
