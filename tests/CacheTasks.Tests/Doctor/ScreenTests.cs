using CacheTasks.Doctor;

namespace CacheTasks.Tests.Doctor;

[TestClass]
public sealed class ScreenTests
{
    [TestMethod]
    public void NoTerminal_IsPlain() => Assert.AreEqual(new Screen(0, HasColours: false), Find(isRedirected: true, width: 120, ("COLUMNS", "90")));

    [TestMethod]
    [DataRow(120, "90", 120)]
    [DataRow(0, "90", 90)]
    [DataRow(0, "wide", 100)]
    [DataRow(0, null, 100)]
    [DataRow(12, null, 50)]
    public void Terminal_HasItsWidth(int width, string? columns, int expected) => Assert.AreEqual(new Screen(expected, HasColours: true), Find(isRedirected: false, width, ("COLUMNS", columns)));

    [TestMethod]
    public void ConsoleWithoutAWidth_HasTheUsualOne() =>
        Assert.AreEqual(100, Screen.Find(false, () => throw new IOException("no console"), _ => null).Width);

    [TestMethod]
    [DataRow("NO_COLOR", "1")]
    [DataRow("TERM", "dumb")]
    public void ColoursThatNobodyWants_AreNone(string variable, string value) => Assert.IsFalse(Find(isRedirected: false, width: 80, (variable, value)).HasColours);

    private static Screen Find(bool isRedirected, int width, (string Name, string? Value) variable) =>
        Screen.Find(isRedirected, () => width, name => name == variable.Name ? variable.Value : null);
}
