using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class ToolRunnerTests
{
    [TestMethod]
    public void OutputErrorAndExitCode_AreTold() =>
        Assert.AreEqual(new ToolReply(3, "out\n", "err\n", null), ScriptedTool.Run("echo out; echo err >&2; exit 3"));

    [TestMethod]
    [DataRow("exit 0", true)]
    [DataRow("exit 2", false)]
    [DataRow("kill -KILL $$", false)]
    public void Success_IsExitCodeZero(string script, bool succeeded) => Assert.AreEqual(succeeded, ScriptedTool.Run(script).Succeeded);

    [TestMethod]
    public void Garbage_IsTextAllTheSame()
    {
        var reply = ScriptedTool.Run(@"printf '\200\377\000\001ok'");

        Assert.IsTrue(reply.Succeeded);
        Assert.EndsWith("ok", reply.Output);
    }

    // Both pipes must be drained, or the tool waits for ever.
    [TestMethod]
    public void OutputWithoutEnd_IsCutAndDoesNotBlock()
    {
        var reply = ScriptedTool.Run("head -c 9000000 /dev/zero | tr '\\0' x; head -c 9000000 /dev/zero | tr '\\0' y >&2");

        Assert.IsTrue(reply.Succeeded);
        Assert.IsLessThan(5_000_000, reply.Output.Length);
        Assert.IsLessThan(5_000_000, reply.Error.Length);
    }

    [TestMethod]
    public void ToolThatReadsItsInput_FindsNone() => Assert.AreEqual("none\n", ScriptedTool.Run("read line || echo none").Output);

    [TestMethod]
    public void Variables_AreThoseOfTheQuery()
    {
        using var tool = new ScriptedTool().With("UV_CACHE_DIR", "/my cache;%").With("HOME", null).Answers("answer", "echo \"$UV_CACHE_DIR|${HOME-unset}|$NO_COLOR\"");

        Assert.AreEqual("/my cache;%|unset|1\n", tool.Ask().Output);
    }

    [TestMethod]
    public void Questions_AreAskedInTheWorkingDirectory()
    {
        using var tool = new ScriptedTool().Answers("answer", "test -f answer.sh && echo here");

        Assert.AreEqual("here\n", tool.Ask().Output);
    }

    // Each of the two waits for the other: one after the other they would never end.
    [TestMethod]
    public async Task SeveralQuestions_AreAskedAtOnce()
    {
        using var tool = new ScriptedTool().Answers("first", "echo met > pipe").Answers("second", "cat pipe");
        tool.MakePipe("pipe");

        var answers = await tool.AskAllAsync();

        Assert.AreEqual("met\n", answers.Replies["second"].Output);
        Assert.IsTrue(answers.Replies["first"].Succeeded);
    }

    [TestMethod]
    public async Task EveryAsking_HasItsOwnToken()
    {
        using var tool = new ScriptedTool().Answers("answer", "exit 0");

        Assert.AreNotEqual((await tool.AskAllAsync()).Token, (await tool.AskAllAsync()).Token);
    }
}
