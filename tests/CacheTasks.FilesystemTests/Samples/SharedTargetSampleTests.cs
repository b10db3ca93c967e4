namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/shared-target as its README says: two real users, real cargo, the package as it is packed.</summary>
[TestClass]
public sealed class SharedTargetSampleTests
{
    [TestMethod]
    public void Story_HoldsFromBeginningToEnd() => Story.Tell(
        "shared-target", new Dictionary<string, string>(),
        "| error: failed to open: ", "|   Permission denied (os error 13)", "ben's build ends with exit code 101.", "ben runs: greetings from ann's checkout",
        "/target/u4701-ann/shop-", "/target/u4702-ben/shop-", "ben runs: greetings from ben's checkout", "A second build compiles nothing.", "The same directory: nothing was compiled.");
}
