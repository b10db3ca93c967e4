using CacheTasks.Steps;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class EnvironmentListTests
{
    [TestMethod]
    [DataRow("/src/app")]
    [DataRow("")]
    [DataRow("a;b;c")]
    [DataRow("100%")]
    [DataRow("%3B")]
    [DataRow("%25")]
    [DataRow("%253B;%")]
    [DataRow("a=b=c")]
    [DataRow(" spaces 'quotes' \"and\" ünï ")]
    public void Value_SurvivesTheList(string value)
    {
        var list = EnvironmentList.With(EnvironmentList.With("", "FIRST", "1"), "NAME", value);

        Assert.AreEqual("FIRST=1|NAME=" + value, Text(list));
    }

    [TestMethod]
    public void VariableSetTwice_HasTheLastValue() =>
        Assert.AreEqual("B=2|A=3", Text(EnvironmentList.With(EnvironmentList.With(EnvironmentList.With("", "A", "1"), "B", "2"), "A", "3")));

    // The names of variables differ by case on Linux.
    [TestMethod]
    public void OtherCase_IsAnotherVariable() => Assert.AreEqual("a=1|A=2", Text(EnvironmentList.With(EnvironmentList.With("", "a", "1"), "A", "2")));

    [TestMethod]
    [DataRow("")]
    [DataRow(";;")]
    [DataRow("no value")]
    public void TextWithoutAVariable_IsEmpty(string list) => Assert.AreEqual("", Text(list));

    [TestMethod]
    public void Text_CanBeRead() => Assert.AreEqual("UV_LINK_MODE=copy;X=a%3Bb%25", EnvironmentList.With("UV_LINK_MODE=copy", "X", "a;b%"));

    private static string Text(string list) => string.Join("|", EnvironmentList.Parse(list).Select(variable => $"{variable.Key}={variable.Value}"));
}
