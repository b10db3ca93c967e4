using System.Reflection;
using CacheTasks.Diagnostics;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Diagnostics;

[TestClass]
public class RulesTests
{
    [TestMethod]
    public void EveryDeclaredRule_IsInTheCatalogue()
    {
        var declared = typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (Rule)field.GetValue(null)!);

        AssertLines.Equal(declared, Rules.All);
    }

    [TestMethod]
    public void Codes_AreUnique() =>
        CollectionAssert.AllItemsAreUnique(Rules.All.Select(rule => rule.Code).ToList());

    [TestMethod]
    public void Titles_AreUnique() =>
        CollectionAssert.AllItemsAreUnique(Rules.All.Select(rule => rule.Title).ToList());

    [TestMethod]
    public void Codes_AreFourDigitsBehindTheName()
    {
        foreach (var rule in Rules.All)
        {
            Assert.MatchesRegex("^CACHETASKS[0-9]{4}$", rule.Code);
        }
    }

    // DESIGN §4: the first digit says what a code is about.
    [TestMethod]
    public void Numbers_LieInTheBandsOfTheContract()
    {
        Assert.AreEqual("0 1 2 3 4 5", string.Join(" ", Rules.All.Select(rule => rule.Number / 1000).Distinct()));
        AssertLines.None(Rules.All.Where(rule => rule.Number % 1000 is 0 or > 99));
    }

    [TestMethod]
    public void EveryRuleWarns_ButThoseThatCostNothing() =>
        AssertLines.Equal(["CACHETASKS2005", "CACHETASKS2006"], Rules.All.Where(rule => rule.Severity != Severity.Warning));

    [TestMethod]
    public void Catalogue_IsInOrderOfNumbers() =>
        AssertLines.Equal(Rules.All.OrderBy(rule => rule.Number), Rules.All);
}
