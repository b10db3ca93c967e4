using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement;

/// <summary>Which of several candidates is taken, and how many are tried for it.</summary>
[TestClass]
public sealed class CandidateSearchTests
{
    private readonly List<string> _tried = [];

    [TestMethod]
    public void Equals_AreTakenInTheirOrder_AndTheRestIsNotTried()
    {
        Assert.AreEqual("a", Best(New("a"), New("b")));
        AssertLines.Equal(["a"], _tried);
    }

    [TestMethod]
    public void WhatExists_ComesBeforeWhatWouldBeMade() => Assert.AreEqual("b", Best(New("a"), New("b") with { Place = MadePlace.On(MadePlace.Ext4AtSrc, "b") }));

    [TestMethod]
    public void WhatLasts_ComesBeforeWhatExists() => Assert.AreEqual("b", Best(MadeCandidate.Of("a", "a") with { Life = MadeCandidate.Layer }, New("b")));

    [TestMethod]
    public void WhatIsNamed_ComesBeforeWhatExists() => Assert.AreEqual("b", Best(MadeCandidate.Of("a", "a"), Named(New("b"))));

    [TestMethod]
    public void SameCache_ComesBeforeAll() =>
        Assert.AreEqual("b", Best(Named(New("a")), New("b") with { Proposal = new Proposal("b", "", "b") { IsSameCache = true }, Life = MadeCandidate.Layer }));

    [TestMethod]
    public void WhatFailsWhenTried_IsPassedOver()
    {
        var all = Search([New("a"), New("b"), MadeCandidate.Of("c", "c", "is far away")], candidate => candidate.Proposal.Path == "a" ? candidate with { Obstacle = "fails" } : candidate, out var best);

        Assert.AreEqual("b", best?.Proposal.Path);
        AssertLines.Equal(["a: fails", "b: ", "c: is far away"], all.Select(candidate => $"{candidate.Proposal.Path}: {candidate.Obstacle}"));
        AssertLines.Equal(["a", "b"], _tried);
    }

    [TestMethod]
    public void NothingLeft_IsNone() => Assert.IsNull(Best(MadeCandidate.Of("a", "a", "is far away")));

    /// <summary>A cache of an image's own layer: each link copies the file up.</summary>
    [TestMethod]
    [DataRow(false, "b", "a: is linked at the cost of a copy (CACHETASKS1009)")]
    [DataRow(true, "a", "b: is linked at the cost of a copy (CACHETASKS1009)")]
    public void LinksAtTheCostOfCopies_AreTheLastResort(bool all, string best, string other)
    {
        var judged = Search(
            [New("a"), New("b")], candidate => candidate.Tried(all || candidate.Proposal.Path == "a" ? MadeVerdict.CostlyLinks : MadeVerdict.Hardlinks), out var found);

        Assert.AreEqual(best, found?.Proposal.Path);
        AssertLines.Equal([other], judged.Where(candidate => !candidate.CanBeTaken).Select(candidate => $"{candidate.Proposal.Path}: {candidate.Obstacle}"));
    }

    private static JudgedCandidate New(string path) => MadeCandidate.Of(path, path) with { Place = MadePlace.On(MadePlace.Ext4AtSrc, path) with { Existing = "" } };

    private static JudgedCandidate Named(JudgedCandidate candidate) => candidate with { Proposal = candidate.Proposal with { IsNamed = true } };

    private string? Best(params JudgedCandidate[] seen)
    {
        Search(seen, candidate => candidate, out var best);
        return best?.Proposal.Path;
    }

    private IReadOnlyList<JudgedCandidate> Search(JudgedCandidate[] seen, Func<JudgedCandidate, JudgedCandidate> attempt, out JudgedCandidate? best)
    {
        var search = new CandidateSearch(
            proposal => seen.Single(candidate => candidate.Proposal == proposal),
            candidate =>
            {
                _tried.Add(candidate.Proposal.Path);
                return attempt(candidate);
            });
        return search.Run(seen.Select(candidate => candidate.Proposal), out best);
    }
}
