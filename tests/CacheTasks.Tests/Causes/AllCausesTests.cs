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

        var unexplained = EveryFailure().Where(failure => !last.Explains(failure, MadePair.TwoFilesystems) || !last.Explains(failure, MadePair.OneMount));
        Assert.AreEqual(Rules.Unknown, last.Rule);
        AssertLines.None(unexplained);
    }

    // What nobody has seen yet must reach 1099, where all evidence is kept, and not a cause that guesses.
    [TestMethod]
    public void UnusualErrors_AreLeftToTheLast()
    {
        var guesses = EveryFailure().Where(failure => failure.Errno == Errno.EIO || failure.Errno == Errno.EPERM || failure.Errno.Number == 200)
            .SelectMany(failure => AllCauses.InOrder.SkipLast(1).Where(cause => cause.Explains(failure, MadePair.TwoFilesystems)));

        AssertLines.None(guesses);
    }

    // The words and remedies must be sayable also where the mount could not be read.
    [TestMethod]
    public void EveryCause_SpeaksWithoutAMount()
    {
        var pair = MadePair.Of(null, null);
        foreach (var cause in AllCauses.InOrder)
        {
            foreach (var failure in EveryFailure())
            {
                Assert.AreNotEqual("", cause.Describe(failure, pair));
                Assert.IsNotEmpty(cause.Remedies(failure, pair));
                AssertLines.None(cause.Evidence(failure, pair).Where(item => item.Value is null).Select(item => item.Key));
            }
        }
    }

    private static IEnumerable<Failure> EveryFailure() =>
        from operation in Enum.GetValues<Operation>()
        from errno in new[] { Errno.EPERM, Errno.EIO, Errno.EACCES, Errno.EXDEV, Errno.EROFS, Errno.ENOSPC, Errno.EMLINK, Errno.EOPNOTSUPP, new Errno(200) }
        select new Failure(operation, errno);
}
