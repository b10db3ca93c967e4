using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class StepQuestionsTests
{
    [TestMethod]
    public void Uv_IsAskedFourQuestions() => AssertLines.Equal(
        ["version: --version", "cache: cache dir", "target: workspace dir", "link mode: sync --show-settings"], Ask("uv"));

    [TestMethod]
    public void GivenDirectories_AreNotAskedFor() => AssertLines.Equal(
        ["version: --version", "link mode: sync --show-settings"], Ask("uv", ("CacheDirectory", "/c"), ("TargetDirectory", "/t")));

    // Its answer also tells the workspace.
    [TestMethod]
    public void CargoWithATarget_IsAskedAllTheSame() => AssertLines.Equal(
        ["version: --version", "target: metadata --format-version 1 --no-deps --offline"], Ask("cargo", ("TargetDirectory", "/t")));

    [TestMethod]
    [DataRow("uv", "/src/python")]
    [DataRow("uv-tool", "/")]
    public void Question_IsAskedWhereItsAnswerCounts(string tool, string directory) => Assert.AreEqual(directory, Query(tool).Directory);

    [TestMethod]
    public void UnsetVariables_AreUnsetForTheToolToo()
    {
        var query = Query("uv");

        Assert.IsNull(query.Environment["UV_CACHE_DIR"]);
        Assert.IsFalse(query.Environment.ContainsKey("PATH"));
    }

    // Equal texts make a build ask once; unequal ones must not share an answer.
    [TestMethod]
    public void EqualQueries_HaveEqualTexts() => Assert.AreEqual(Query("uv").Encode(), Query("uv").Encode());

    [TestMethod]
    public void OtherEnvironment_IsAnotherQuery() => Assert.AreNotEqual(Query("uv").Encode(), Query("uv", name => name == "UV_CACHE_DIR" ? "/c" : null).Encode());

    [TestMethod]
    public void EmptyVariable_IsNotAnUnsetOne() => Assert.AreNotEqual(Query("uv").Encode(), Query("uv", name => name == "UV_CACHE_DIR" ? "" : null).Encode());

    [TestMethod]
    public void Query_SurvivesAsText()
    {
        var query = Query("uv", name => name == "HOME" ? "/home/ü;%=" : null);

        Assert.AreEqual(query.Encode(), ToolQuery.Decode(query.Encode()).Encode());
        Assert.AreEqual("/home/ü;%=", ToolQuery.Decode(query.Encode()).Environment["HOME"]);
    }

    [TestMethod]
    public void Answers_SurviveAsText()
    {
        var answers = new ToolAnswers("token", new Dictionary<string, ToolReply> { ["version"] = new(2, "out;%ü\n", "err", null) });

        Assert.AreEqual(new ToolReply(2, "out;%ü\n", "err", null), ToolAnswers.Decode(answers.Encode()).Replies["version"]);
    }

    private static IEnumerable<string> Ask(string tool, params ReadOnlySpan<(string, string)> metadata) =>
        [.. Query(tool, _ => null, metadata).Questions.Select(question => $"{question.Name}: {question.Arguments}")];

    private static ToolQuery Query(string tool, Func<string, string?>? environment = null, params ReadOnlySpan<(string, string)> metadata) => StepQuestions.For(
        new MadeStep([("Tool", tool), ("WorkingDirectory", "/src/python"), .. metadata]).Step, MadeProfile.Shipped(tool), "/usr/bin/uv", environment ?? (_ => null));
}
