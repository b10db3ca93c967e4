using CacheTasks.Steps;
using NuGet.Versioning;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class LinkBehaviourTests
{
    [TestMethod]
    public void Row_HasVersionsDefaultAndLadders()
    {
        var row = LinkBehaviour.ParseAll("[0.10.5,): clone>hardlink>copy, hardlink>copy, copy").Single();

        Assert.IsTrue(row.Versions.Satisfies(NuGetVersion.Parse("0.10.5")));
        Assert.IsFalse(row.Versions.Satisfies(NuGetVersion.Parse("0.10.4")));
        Assert.AreEqual(LinkMode.Clone, row.Default);
        Assert.AreEqual("Clone Hardlink Copy", string.Join(" ", row.Ladder(LinkMode.Clone)));
    }

    [TestMethod]
    public void ModeWithoutALadder_IsNotKnownAndTriesItselfAlone()
    {
        var row = LinkBehaviour.ParseAll("[1.0,): hardlink>copy").Single();

        Assert.IsFalse(row.Knows(LinkMode.Symlink));
        Assert.AreEqual("Symlink", string.Join(" ", row.Ladder(LinkMode.Symlink)));
    }

    [TestMethod]
    public void SpacesCaseAndLineBreaks_AreIgnored()
    {
        var rows = LinkBehaviour.ParseAll("\n   [0.1,0.2) :  Hardlink > COPY ;\n   [0.2,): reflink>copy\n ;");

        Assert.AreEqual("Hardlink Clone", string.Join(" ", rows.Select(row => row.Default)));
    }

    [TestMethod]
    public void NothingGiven_IsNoRow() => Assert.IsEmpty(LinkBehaviour.ParseAll(""));

    [TestMethod]
    public void Clauses_SayWhatElseTheToolDoes()
    {
        var row = LinkBehaviour.ParseAll("[1.0,): hardlink>copy | recovers EMLINK EPERM |needs symlink  move| prints Failed to {mode} files").Single();

        Assert.AreEqual((true, true, false), (row.Recovers("EMLINK"), row.Recovers("EPERM"), row.Recovers("EACCES")));
        Assert.AreEqual((true, true, false), (row.Needs("symlink"), row.Needs("move"), row.Needs("mov")));
        Assert.AreEqual("Failed to clone files", row.Prints(LinkMode.Clone));
        Assert.AreEqual("Hardlink Copy", string.Join(" ", row.Ladder(LinkMode.Hardlink)));
    }

    [TestMethod]
    public void RowWithoutClauses_DoesNothingElse()
    {
        var row = LinkBehaviour.ParseAll("[1.0,): hardlink>copy").Single();

        Assert.AreEqual((false, false, ""), (row.Recovers("EMLINK"), row.Needs("symlink"), row.Prints(LinkMode.Hardlink)));
    }

    [TestMethod]
    [DataRow("[1.0,): copy | recover EMLINK", "recover EMLINK", DisplayName = "unknown clause")]
    [DataRow("[1.0,): copy | needs", "needs", DisplayName = "no words")]
    [DataRow("[1.0,): copy |", "", DisplayName = "empty")]
    public void ClauseThatCannotBeRead_IsQuoted(string row, string clause) => Assert.AreEqual(
        $"'{clause}' in '{row}' is not one of recovers ERRNO…, needs lock|locks|symlink|move…, prints TEXT",
        Assert.ThrowsExactly<FormatException>(() => LinkBehaviour.ParseAll("[0.1,0.2): copy; " + row)).Message);

    [TestMethod]
    [DataRow("clone>copy", "'clone>copy' is not '<version range>: <mode>[>mode…], …'", DisplayName = "no versions")]
    [DataRow("[1.0: copy", "'[1.0: copy' is not '<version range>: <mode>[>mode…], …'", DisplayName = "half a range")]
    [DataRow(": copy", "': copy' is not '<version range>: <mode>[>mode…], …'", DisplayName = "empty range")]
    [DataRow("[1.0,): fast", "'fast' in '[1.0,): fast' is not one of clone, hardlink, symlink, copy", DisplayName = "unknown mode")]
    [DataRow("[1.0,): clone>>copy", "'' in '[1.0,): clone>>copy' is not one of clone, hardlink, symlink, copy", DisplayName = "missing mode")]
    [DataRow("[1.0,):", "'' in '[1.0,):' is not one of clone, hardlink, symlink, copy", DisplayName = "no ladder")]
    public void RowThatCannotBeRead_IsQuoted(string row, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<FormatException>(() => LinkBehaviour.ParseAll("[0.1,0.2): copy; " + row)).Message);
}
