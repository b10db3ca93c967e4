using CacheTasks.Reports;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Reports;

[TestClass]
public sealed class PicturePlanTests
{
    public static IEnumerable<object[]> Reports => [["usual"], ["large"], ["hostile"]];

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void Nothing_CoversAnything(string name)
    {
        var plan = Plan(name switch { "usual" => MadeReport.Usual, "large" => MadeReport.Large, _ => MadeReport.HostileNames });

        var boxes = plan.Boxes.Select(box => (box.X, box.Y, Right: box.X + PicturePlan.BoxWidth, Bottom: box.Y + box.Height)).ToList();
        var labels = plan.Arrows.Select(arrow => (X: PicturePlan.LabelX, Y: arrow.ToY - 20, Right: PicturePlan.LabelX + PicturePlan.LabelWidth, Bottom: arrow.ToY + 20)).ToList();
        var all = boxes.Concat(labels).ToList();
        foreach (var (one, index) in all.Select((one, index) => (one, index)))
        {
            Assert.IsFalse(all.Skip(index + 1).Any(other => one.X < other.Right && other.X < one.Right && one.Y < other.Bottom && other.Y < one.Bottom), $"{one}");
        }
        foreach (var box in plan.Boxes)
        {
            var area = plan.Areas[box.Area];
            Assert.IsTrue(box.Y >= area.Y + 30 && box.Y + box.Height <= area.Y + area.Height, $"{box} in {area}");
        }
        Assert.IsTrue(plan.Areas.Zip(plan.Areas.Skip(1)).All(pair => pair.First.Y + pair.First.Height < pair.Second.Y));
        Assert.IsTrue(plan.Areas[^1].Y + plan.Areas[^1].Height < plan.Height);
    }

    [TestMethod]
    public void Filesystems_AreAreas_AndSharedCachesOneBox()
    {
        var plan = Plan(MadeReport.Large);

        Assert.AreEqual("7 areas, 20 boxes, 16 arrows", $"{plan.Areas.Count} areas, {plan.Boxes.Count} boxes, {plan.Arrows.Count} arrows");
    }

    // That a link fails between them is why both are named.
    [TestMethod]
    public void TwoMountsOfOneFilesystem_AreOneArea()
    {
        var step = MadeReport.Copied();

        var plan = Plan(new Report([step with { Places = [step.Places[0] with { Device = "8:2" }, step.Places[1]] }]));

        Assert.AreEqual("/home, /src", plan.Areas.Single().Title);
        AssertLines.Equal(["/src", "/home"], plan.Boxes.Select(box => box.Mount));
    }

    // cargo links from its target's old files to its new ones.
    [TestMethod]
    public void StepWithoutACache_StartsInItsTarget()
    {
        var plan = Plan(new Report([MadeReport.Broken()]));

        AssertLines.Equal(["target of BuildNative", "files built before"], plan.Boxes.Select(box => box.Title));
        Assert.AreEqual(plan.Arrows[0].FromY, plan.Arrows[0].ToY);
    }

    private static PicturePlan Plan(Report report) => PicturePlan.Of(report.Steps.Select(step => new StepSummary(step)).ToList());
}
