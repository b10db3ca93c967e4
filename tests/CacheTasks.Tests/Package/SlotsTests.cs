using System.Text.RegularExpressions;
using System.Xml.Linq;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Package;

/// <summary>build/CacheTasks.Slots.targets repeats one hook pair sixteen times: each repetition is the first with another number.</summary>
[TestClass]
public partial class SlotsTests
{
    private const int Slots = 16;

    private static readonly XDocument s_file = XDocument.Load(Path.Combine(Repository.Root, "build", "CacheTasks.Slots.targets"));

    public static IEnumerable<object[]> Numbers => Enumerable.Range(1, Slots).Select(number => new object[] { number });

    [TestMethod]
    public void Targets_AreTheCheckAndOnePairASlot()
    {
        var pairs = Enumerable.Range(1, Slots).SelectMany(number => new[] { $"_PrepareCacheStep{number}", $"_VerifyCacheStep{number}" });

        AssertLines.Equal(["_CheckCacheSteps", .. pairs], s_file.Root!.Elements("Target").Select(target => (string?)target.Attribute("Name")));
    }

    [TestMethod]
    [DynamicData(nameof(Numbers))]
    public void Hooks_AreThoseOfTheFirstSlot(int number)
    {
        Assert.AreEqual(Numbered(Hook("_PrepareCacheStep1"), 1), Numbered(Hook($"_PrepareCacheStep{number}"), number));
        Assert.AreEqual(Numbered(Hook("_VerifyCacheStep1"), 1), Numbered(Hook($"_VerifyCacheStep{number}"), number));
    }

    [TestMethod]
    [DynamicData(nameof(Numbers))]
    public void Peeling_IsThatOfTheSecondSlot(int number)
    {
        // The first slot takes from the steps themselves, the last leaves what no slot is left for.
        var peeled = Peeling(number);
        Assert.AreEqual(
            number == 1 ? Peeling(2).Replace("_CacheTasksRest{n-1}", "CacheStep", StringComparison.Ordinal)
            : number == Slots ? Peeling(2).Replace("_CacheTasksRest{n} ", "_CacheTasksUnhooked ", StringComparison.Ordinal)
            : Peeling(2),
            peeled);
    }

    [TestMethod]
    public void Peeling_HasNothingElse() => Assert.HasCount(Slots * 3, s_file.Root!.Element("ItemGroup")!.Elements().ToList());

    private static XElement Hook(string name) => s_file.Root!.Elements("Target").Single(target => (string?)target.Attribute("Name") == name);

    // "_CacheTasksSlot3 Include=…" of the three elements of one slot.
    private static string Peeling(int number) => string.Join(
        "\n", s_file.Root!.Element("ItemGroup")!.Elements().Skip((number - 1) * 3).Take(3).Select(element => Numbered(element, number)));

    private static string Numbered(XElement element, int number) => Number().Replace(element.ToString(), match =>
        match.Value == $"{number}" ? "{n}" : match.Value == $"{number - 1}" ? "{n-1}" : match.Value);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
