using System.Xml.Linq;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Package;

/// <summary>What seeds or promotes a cache without its step finds it where the step's builds have it: by the choice that its record remembers.</summary>
[TestClass]
public sealed class PlacementCallsTests
{
    [TestMethod]
    [DataRow("CacheTasks.Slots.targets")]
    [DataRow("CacheTasks.Layers.targets")]
    public void EveryPlacement_ReadsTheRecord(string file)
    {
        var calls = XDocument.Load(Path.Combine(Repository.Root, "build", file)).Descendants("PlaceCaches").ToList();

        Assert.IsNotEmpty(calls);
        Assert.IsTrue(calls.All(call => (string?)call.Attribute("RecordDirectory") == "$(_CacheTasksRecords)"), "a call of PlaceCaches has no RecordDirectory");
    }
}
