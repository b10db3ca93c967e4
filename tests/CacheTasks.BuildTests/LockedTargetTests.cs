using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>A lock of cargo's that another process has, in real builds.</summary>
[TestClass]
public sealed class LockedTargetTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    [DataRow("-m:1", "", DisplayName = "in the process of the build")]
    [DataRow("-m:1", "MSBUILDNOINPROCNODE", DisplayName = "in a worker")]
    [DataRow("-mt", "", DisplayName = "multithreaded")]
    public void LockedProfile_IsSaidBeforeTheStepAndWhileItWaits(string argument, string variable)
    {
        var cargo = Step.Cargo();
        var consumer = Built(cargo).Property("CacheTasksLockWait", "1").Write();
        if (variable.Length > 0)
            consumer.Set(variable, "1");
        // The output goes to a file, so that it can be read while the build runs.
        var output = Path.Combine(consumer.Root, "output");
        consumer.Launcher = ["sh", "-c", $"exec dotnet \"$@\" > '{output}' 2>&1", "sh"];
        using var holder = Locker.Hold(consumer.PathOf("native/target/debug/.cargo-lock"));
        var release = ReleaseWhen(output, "has been waiting", holder);

        var build = consumer.Build(argument);

        Assert.IsTrue(release.Result, "nothing was said while the step waited");
        Says(build, consumer.At(cargo, "2004"), consumer.At(cargo, "2004"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.MatchesRegex(
            $"^BuildNative: the step waits if it builds the same profile: the target {consumer.PathOf("native/target")} is locked by PID {holder.Id} \\(sleep 600, user .*, since .*\\), profile debug\\. To see it: `grep ",
            build.Diagnostics[0].Text);
        Assert.MatchesRegex(
            $"^BuildNative: the step has been waiting [0-9]+ s for a lock of the target {consumer.PathOf("native/target")}: profile debug, held by PID {holder.Id} \\(sleep 600",
            build.Diagnostics[1].Text);
        Assert.MatchesRegex($"CacheTasks  BuildNative  waited [0-9]+ s for a lock of the target: profile debug, held by PID {holder.Id} ", File.ReadAllText(output));
    }

    // cargo ≥ 1.96 would wait for it; it is there only where such a one has built.
    [TestMethod]
    public void LockOfNewerVersions_IsSaidToo()
    {
        var cargo = Step.Cargo();
        var consumer = Built(cargo);
        File.WriteAllText(consumer.PathOf("native/target/debug/.cargo-build-lock"), "");
        Directory.CreateDirectory(consumer.PathOf("native/target/aarch64-unknown-linux-gnu/release"));
        File.WriteAllText(consumer.PathOf("native/target/aarch64-unknown-linux-gnu/release/.cargo-build-lock"), "");
        using var holder = Locker.Hold(consumer.PathOf("native/target/aarch64-unknown-linux-gnu/release/.cargo-build-lock"));

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "2004"));
        Assert.Contains(", profile release for aarch64-unknown-linux-gnu. To see it", build.TheOnly("2004").Text);
    }

    [TestMethod]
    public void FreeLocks_AreNotSpokenOf() => SucceedsSilently(Built(Step.Cargo()).Build());

    [TestMethod]
    public void BadWait_IsSaidAndTheDefaultUsed()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo).Property("CacheTasksLockWait", "soon");

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "0002"));
        Assert.AreEqual(0, build.ExitCode);
    }

    // A target with everything in it; the next build has something to do.
    private Consumer Built(Step cargo)
    {
        var consumer = With(cargo);
        SucceedsSilently(consumer.Build());
        File.AppendAllText(consumer.PathOf("native/src/lib.rs"), "//\n");
        return consumer;
    }

    /// <returns>Whether the text came; else the lock is released all the same, so that the test ends.</returns>
    private static Task<bool> ReleaseWhen(string output, string text, Locker holder) => Task.Run(() =>
    {
        var came = SpinWait.SpinUntil(() => Pause() && File.Exists(output) && File.ReadAllText(output).Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        holder.Dispose();
        return came;
    });

    private static bool Pause()
    {
        Thread.Sleep(50);
        return true;
    }
}
