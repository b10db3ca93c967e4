using CacheTasks.Placement.Layers;
using CacheTasks.Steps;

namespace CacheTasks.Tests.Placement.Seeding;

[TestClass]
public sealed class LayerItemTests
{
    private static readonly ToolProfiles Shipped = new([]);

    [TestMethod]
    [DataRow("pip")]
    [DataRow("npm")]
    [DataRow("ccache")]
    public void LayerOfAToolThatTakesNone_IsSaid(string tool)
    {
        var finding = LayerItem.Check(tool, Shipped);

        Assert.AreEqual("CACHETASKS3002", finding?.Rule.Code);
        Assert.StartsWith($"nothing is taken from the layer: {tool} can use none", finding!.Text);
    }

    [TestMethod]
    [DataRow("uv")]
    [DataRow("uv-pip")]
    [DataRow("cargo")]
    [DataRow("go")]
    [DataRow("nuget")]
    public void LayerOfAToolThatTakesOne_IsGood(string tool) => Assert.IsNull(LayerItem.Check(tool, Shipped));
}
