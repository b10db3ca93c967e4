using CacheTasks.Targets;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class WaitLimitTests
{
    [TestMethod]
    [DataRow("", 15)]
    [DataRow(" 0 ", 0)]
    [DataRow("1", 1)]
    [DataRow("86400", 86_400)]
    public void Seconds_AreRead(string text, int seconds)
    {
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), WaitLimit.Parse(text, out var fault));
        Assert.IsNull(fault);
    }

    [TestMethod]
    [DataRow("-1")]
    [DataRow("1.5")]
    [DataRow("soon")]
    [DataRow("86401")]
    [DataRow("99999999999999999999")]
    public void OtherValue_IsAFault(string text)
    {
        Assert.AreEqual(TimeSpan.FromSeconds(15), WaitLimit.Parse(text, out var fault));
        Assert.AreEqual($"CacheTasksLockWait=\"{text}\" is not valid, so 15 is used. Valid: whole seconds from 1 to 86400, or 0 for not at all.", fault!.Text);
        Assert.AreEqual("CACHETASKS0002", fault.Rule.Code);
    }
}
