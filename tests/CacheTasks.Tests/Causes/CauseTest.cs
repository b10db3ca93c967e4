using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

/// <summary>What each cause's tests ask of it.</summary>
internal static class CauseTest
{
    /// <summary>The operations at which this error number is this cause.</summary>
    public static void ExplainsOnly(this Cause cause, Pair pair, Errno errno, params Operation[] operations) =>
        AssertLines.Equal(
            operations, Enum.GetValues<Operation>().Where(operation => cause.Explains(new Failure(operation, errno), pair)));

    /// <summary>As above, of one of the cache's own files.</summary>
    public static void ExplainsOnly(this Cause cause, Pair pair, Errno errno, SampledFile file, params Operation[] operations) => AssertLines.Equal(
        operations,
        Enum.GetValues<Operation>().Where(operation => cause.Explains(new Failure(operation, errno) { File = file, FirstFile = MadeSample.File() }, pair)));

    public static void Says(this Cause cause, Failure failure, Pair pair, string description) =>
        Assert.AreEqual(description, cause.Describe(failure, pair));

    public static void Checks(this Cause cause, Failure failure, Pair pair, string command) => Assert.AreEqual(command, cause.Check(failure, pair));

    /// <summary>Whether exactly these of the made pairs have this cause at this failure.</summary>
    public static void ExplainsOnlyOn(this Cause cause, Failure failure, params Pair[] pairs) =>
        AssertLines.Equal(pairs.Select(pair => pair.ToString()), MadePair.All.Where(pair => cause.Explains(failure, pair)).Select(pair => pair.ToString()));

    public static void Shows(this Cause cause, Failure failure, Pair pair, params string[] evidence) =>
        AssertLines.Equal(evidence, cause.Evidence(failure, pair).Select(item => $"{item.Key}={item.Value}"));

    public static void Advises(this Cause cause, Failure failure, Pair pair, params string[] remedies) =>
        AssertLines.Equal(remedies, cause.Remedies(failure, pair));
}
