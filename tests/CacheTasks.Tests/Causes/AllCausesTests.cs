using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class AllCausesTests
{
    [TestMethod]
    public void EveryCause_IsListedOnce()
    {
        var classes = typeof(Cause).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Cause)) && !type.IsAbstract);

        AssertLines.Equal(classes.Select(type => type.Name).Order(), AllCauses.InOrder.Select(cause => cause.GetType().Name).Order());
    }

    [TestMethod]
    public void EveryCauseRule_HasItsCause()
    {
        var rules = Rules.All.Where(rule => rule.Number / 1000 == 1);

        AssertLines.Equal(rules, AllCauses.InOrder.Select(cause => cause.Rule).OrderBy(rule => rule.Number));
    }

    [TestMethod]
    public void LastCause_ExplainsEveryFailure()
    {
        var last = AllCauses.InOrder[^1];

        var unexplained = MadeFailure.All.Where(failure => !last.Explains(failure, MadePair.TwoFilesystems) || !last.Explains(failure, MadePair.OneMount));
        Assert.AreEqual(Rules.Unknown, last.Rule);
        AssertLines.None(unexplained);
    }

    // What nobody has seen yet must reach 1099, where all evidence is kept, and not a cause that guesses.
    [TestMethod]
    public void UnusualErrors_AreLeftToTheLast()
    {
        var guesses = MadeFailure.All.Where(failure => !IsAFindingByItself(failure.Operation) && (failure.Errno == Errno.EIO || failure.Errno == Errno.ENOSYS || failure.Errno.Number == 200))
            .Where(failure => failure.Operation != Operation.Clone)
            .SelectMany(failure => AllCauses.InOrder.SkipLast(1).Where(cause => cause.Explains(failure, MadePair.TwoFilesystems)));

        AssertLines.None(guesses);
    }

    [TestMethod]
    public void EveryCause_ExplainsSomething() => AssertLines.None(AllCauses.InOrder.Where(cause => !Explained(cause).Any()));

    // The words and remedies must be sayable also where the mount could not be read.
    [TestMethod]
    public void EveryCause_SpeaksWithoutAMount()
    {
        foreach (var cause in AllCauses.InOrder)
        {
            foreach (var (pair, failure) in Explained(cause))
            {
                AssertSpeaks(cause, failure, pair);
                AssertSpeaks(cause, failure, pair with { Cache = pair.Cache with { Mount = null }, Target = pair.Target with { Mount = null } });
            }
        }
    }

    private static void AssertSpeaks(Cause cause, Failure failure, Pair pair)
    {
        Assert.AreNotEqual("", cause.Describe(failure, pair));
        Assert.AreNotEqual("", cause.Check(failure, pair));
        AssertLines.None(cause.Evidence(failure, pair).Where(item => item.Value is null).Select(item => item.Key));
        // What does not answer is found before there is a pair: NoAnswer.Find has the remedies.
        Assert.IsTrue(cause is NoAnswer || cause.Remedies(failure, pair).Count > 0, $"{cause.Rule} gives no remedy");
    }

    private static IEnumerable<(Pair Pair, Failure Failure)> Explained(Cause cause) =>
        from pair in MadePair.All from failure in MadeFailure.All where cause.Explains(failure, pair) select (pair, failure);

    private static bool IsAFindingByItself(Operation operation) =>
        operation is Operation.LockCache or Operation.LockPackage or Operation.SymlinkInCache or Operation.Symlink or Operation.CopyUp or Operation.LinkIsSymlink or Operation.Answer;
}
