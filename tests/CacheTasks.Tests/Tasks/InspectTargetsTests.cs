using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;
using Microsoft.Build.Framework;

namespace CacheTasks.Tests.Tasks;

[TestClass]
public sealed class InspectTargetsTests : IDisposable
{
    private readonly TemporaryDirectory _project = new("inspect");

    public InspectTargetsTests()
    {
        Directory.CreateDirectory(_project["target", "debug"]);
        File.WriteAllText(_project["target", "debug", ".cargo-lock"], "");
    }

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void TargetInOrder_IsNotSpokenOf_AndHandedOn()
    {
        using var task = Task(Step());

        AssertLines.None(task.Run().Diagnostics);
        Assert.AreEqual(_project["target"], task.Steps.Single().GetMetadata("TargetDirectory"));
        Assert.AreEqual("kept", task.Steps.Single().GetMetadata("Mine"));
    }

    [TestMethod]
    public void HeldLock_IsSaid()
    {
        using var holder = Locker.Hold(_project["target", "debug", ".cargo-lock"]);
        using var task = Task(Step());

        // A message, since this very process started the holder.
        var said = task.Run().Messages.Single(message => message.Code == "CACHETASKS2004");

        Assert.StartsWith($"Build: the step waits if it builds the same profile: the target {_project["target"]} is locked by PID {holder.Id} (sleep 600", said.Message);
    }

    // The separate place of intermediate files has locks too.
    [TestMethod]
    public void BuildDirectory_IsReadAsWell()
    {
        Directory.CreateDirectory(_project["build", "release"]);
        File.WriteAllText(_project["build", "release", ".cargo-lock"], "");
        using var holder = Locker.Hold(_project["build", "release", ".cargo-lock"]);
        using var task = Task(Step(("BuildDirectory", _project["build"]), ("TargetFrom", "tool")));

        Assert.Contains($"the target {_project["build"]} is locked by PID {holder.Id}", task.Run().Messages.Single(message => message.Code == "CACHETASKS2004").Message!);
    }

    [TestMethod]
    [DataRow("TargetDirectory", "absent")]
    [DataRow("TargetDirectory", "target/debug/.cargo-lock")]
    [DataRow("TargetDirectory", "")]
    [DataRow("Tool", "uv")]
    [DataRow("Tool", "unknown")]
    public void NothingToRead_IsNotSpokenOf(string name, string value)
    {
        using var holder = Locker.Hold(_project["target", "debug", ".cargo-lock"]);
        using var task = Task(Step((name, value)));

        AssertLines.None(task.Run().Diagnostics);
    }

    [TestMethod]
    [DataRow("soon", "", "CacheTasksLockWait=\"soon\" is not valid, so 15 is used.")]
    [DataRow("", "all", "CacheTasksCountForeign=\"all\" is not valid, so false is used. Valid here: true, false.")]
    public void BadProperty_IsSaidAndTheDefaultUsed(string wait, string count, string text)
    {
        using var task = Task(Step());
        task.LockWait = wait;
        task.CountForeign = count;

        var warning = task.Run().Warnings.Single();

        Assert.AreEqual("CACHETASKS0002", warning.Code);
        Assert.StartsWith("Build: " + text, warning.Message);
    }

    // Where the engine offers no way to say it while the step waits, it is said afterwards, once.
    [TestMethod]
    public void Watch_IsEndedByWhatFollowsTheStep()
    {
        var engine = new RecordingEngine();
        var item = Step(("TargetDirectory", _project["target"]));
        var step = new Step(item.ItemSpec, item.GetMetadata, item.SetMetadata);
        using var holder = Locker.Hold(_project["target", "debug", ".cargo-lock"]);
        using var waiter = Locker.Wait(_project["target", "debug", ".cargo-lock"]);
        using var watch = Watches.Make(_project["target"], TimeSpan.Zero, _ => false);
        StepObjects.Keep(engine, _project.Location, step, watch);
        watch.Look();

        for (var time = 0; time < 2; time++)
        {
            using var after = new VerifyOutcome { BuildEngine = engine, Steps = [item], ProjectDirectory = _project.Location };
            Assert.IsTrue(after.Execute());
        }

        var warning = engine.Warnings.Single();
        Assert.AreEqual("CACHETASKS2004", warning.Code);
        Assert.Contains($"for a lock of the target {_project["target"]}: profile debug, held by PID {holder.Id} (sleep 600", warning.Message!);
    }

    [TestMethod]
    public void NextPreparation_EndsTheWatchBefore()
    {
        var engine = new RecordingEngine();
        var item = Step();
        var step = new Step(item.ItemSpec, item.GetMetadata, item.SetMetadata);
        using var holder = Locker.Hold(_project["target", "debug", ".cargo-lock"]);
        using var waiter = Locker.Wait(_project["target", "debug", ".cargo-lock"]);
        using var first = Watches.Make(_project["target"], TimeSpan.FromHours(1), _ => true);
        StepObjects.Keep(engine, _project.Location, step, first);
        first.Look();

        using var second = Watches.Make(_project["absent"], TimeSpan.FromHours(1), _ => true);
        StepObjects.Keep(engine, _project.Location, step, second);

        Assert.IsNull(StepObjects.Take<LockWatch>(engine, _project.Location, step)!.End());
        Assert.IsTrue(first.End()!.IsOver);
    }

    private InspectTargets Task(ITaskItem step) => new() { Steps = [step], ProjectDirectory = _project.Location, LockWait = "0" };

    private ITaskItem Step(params ReadOnlySpan<(string Name, string Value)> changed)
    {
        var step = MadeItem.Of("Build", ("Tool", "cargo"), ("ToolVersion", "1.95.0"), ("TargetDirectory", "target"), ("WorkingDirectory", _project.Location), ("Mine", "kept"));
        foreach (var (name, value) in changed)
        {
            step.SetMetadata(name, value);
        }
        return step;
    }
}
