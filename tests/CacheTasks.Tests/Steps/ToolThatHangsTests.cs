using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class ToolThatHangsTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    [TestMethod]
    public void NoAnswer_EndsAtTheLimit()
    {
        using var tool = new ScriptedTool { LimitSeconds = 0.2 }.Answers("answer", "exec sleep 1000");

        Assert.AreEqual("it gave no answer within 0.2 s", tool.Ask().Failure);
    }

    // The tool is gone, but what it started keeps its output open.
    [TestMethod]
    public void OutputHeldOpenByAGrandchild_EndsAtTheLimit()
    {
        using var tool = new ScriptedTool { LimitSeconds = 0.2 }.Answers("answer", "cat pipe & exit 0");
        // Open for as long as the test runs, so that cat waits; cat ends when it is closed.
        using var pipe = new FileStream(tool.MakePipe("pipe"), FileMode.Open, FileAccess.ReadWrite);

        Assert.AreEqual("it gave no answer within 0.2 s", tool.Ask().Failure);
    }

    [TestMethod]
    public void OneHangingQuestion_DoesNotTakeTheOthersAnswers()
    {
        using var tool = new ScriptedTool { LimitSeconds = 2 }.Answers("quick", "echo quick").Answers("slow", "exec sleep 1000");

        Assert.AreEqual("quick\n", tool.Ask().Output);
    }

    // The pipe ends when its last writer does: the grandchild, which nobody but the kill of the whole tree reaches.
    [TestMethod]
    public async Task Cancelled_TheWholeTreeEnds()
    {
        using var tool = new ScriptedTool().Answers("answer", "(echo started; exec sleep 1000) > pipe & wait");
        using var cancellation = new CancellationTokenSource();
        var pipe = tool.MakePipe("pipe");
        var asking = tool.AskAllAsync(cancellation.Token);
        using var reader = await Task.Run(() => new StreamReader(pipe)).WaitAsync(s_long);
        Assert.AreEqual("started", await reader.ReadLineAsync().WaitAsync(s_long));

        await cancellation.CancelAsync();

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => asking);
        Assert.IsNull(await reader.ReadLineAsync().WaitAsync(s_long));
    }
}
