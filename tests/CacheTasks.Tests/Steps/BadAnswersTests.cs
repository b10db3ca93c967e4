using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

/// <summary>Each answer that cannot be used is 0003 with the tool's own words, and the step runs as it would without us.</summary>
[TestClass]
public class BadAnswersTests
{
    private const string Cannot = "gave no usable answer, so nothing is verified:";

    [TestMethod]
    public void GarbageInsteadOfAVersion_IsQuoted() => AssertSaid(
        $"CACHETASKS0003 'uv --version' {Cannot} no version is in what it printed: Segmentation fault.",
        Asked.Uv().Prints(StepQuestions.Version, "Segmentation fault\n"));

    [TestMethod]
    public void NothingPrinted_IsSaid() => AssertSaid(
        $"CACHETASKS0003 'uv --version' {Cannot} no version is in what it printed: nothing was printed.",
        Asked.Uv().Prints(StepQuestions.Version, "\n"));

    [TestMethod]
    public void ExitCode_IsSaidWithTheError() => AssertSaid(
        $"CACHETASKS0003 'uv cache dir' {Cannot} exit code 2: error: no home.",
        Asked.Uv().Fails(StepQuestions.Cache, 2, "error: no home\n"));

    [TestMethod]
    public void ExitCodeWithoutAnError_IsSaidWithTheOutput() => AssertSaid(
        $"CACHETASKS0003 'uv cache dir' {Cannot} exit code 1: usage: uv.",
        Asked.Uv().Fails(StepQuestions.Cache, 1, " \n", "usage: uv\n"));

    // uv's own words with the line of the mistake.
    [TestMethod]
    public void ParseError_KeepsItsLines() => AssertSaid(
        $"CACHETASKS0003 'uv workspace dir' {Cannot} exit code 2: "
        + "error: Failed to parse: `pyproject.toml` / Caused by: TOML parse error at line 3, column 8 / | / 3 | name = = \"x\" / |        ^ / extra `=`, expected nothing.",
        Asked.Uv().Fails(
            StepQuestions.Target,
            2,
            "error: Failed to parse: `pyproject.toml`\n  Caused by: TOML parse error at line 3, column 8\n  |\n3 | name = = \"x\"\n  |        ^\nextra `=`, expected nothing\n"));

    [TestMethod]
    public void NoReplyAtAll_IsSaid() => AssertSaid(
        $"CACHETASKS0003 'uv --version' {Cannot} it gave no answer within 30 s.",
        Asked.Uv().Replies(StepQuestions.Version, new ToolReply(-1, "", "", "it gave no answer within 30 s")));

    [TestMethod]
    [DataRow("", "nothing was printed")]
    [DataRow("one\ntwo\n", "one / two")]
    public void NotOneDirectory_IsQuoted(string output, string quoted) => AssertSaid(
        $"CACHETASKS0003 'uv cache dir' {Cannot} not one line with a directory: {quoted}.", Asked.Uv().Prints(StepQuestions.Cache, output));

    [TestMethod]
    public void LongOutput_IsCut()
    {
        var uv = Asked.Uv().Prints(StepQuestions.Version, new string('x', 100_000));

        Assert.IsFalse(uv.Apply());
        Assert.IsLessThan(1_000, uv.Said.Single().Length);
        Assert.EndsWith("….", uv.Said.Single());
    }

    [TestMethod]
    public void ControlCharacters_DoNotReachTheTerminal() => AssertSaid(
        $"CACHETASKS0003 'uv --version' {Cannot} no version is in what it printed: ?[31mred?[0m.",
        Asked.Uv().Prints(StepQuestions.Version, "\u001b[31mred\u001b[0m\n"));

    private static void AssertSaid(string text, Asked tool)
    {
        Assert.IsFalse(tool.Apply());
        AssertLines.Equal([text], tool.Said);
    }
}
