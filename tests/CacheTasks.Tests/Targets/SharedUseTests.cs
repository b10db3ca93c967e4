using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class SharedUseTests
{
    private static readonly OwnerNames s_names = new(MadeUsers.Of((0, "root"), (1001, "bob"), (1002, "eve")), HostFacts.Plain);

    [TestMethod]
    public void OtherUser_IsNamed() => Assert.AreEqual(
        "the target /t is used by one other user as well: bob (1001). Each can replace the programs that the others run, cargo runs those of the other checkout where names are equal, and one build waits for the other. Give each user and checkout a target: set SharedRoot, or TargetDirectory.",
        Use().DescribeUsers("/t", Scan(1000, 1001))!.Text);

    [TestMethod]
    public void SeveralUsers_AreNamedUpToThree() =>
        Assert.StartsWith("the target /t is used by 4 other users as well: bob (1001), eve (1002), 1003, …. Each", Use().DescribeUsers("/t", Scan(1000, 1004, 1003, 1002, 1001))!.Text);

    [TestMethod]
    public void RootsLeftovers_AreNoSecondUser() => Assert.IsNull(Use().DescribeUsers("/t", Scan(1000, 0)));

    [TestMethod]
    public void OwnEntries_AreNotSpokenOf() => Assert.IsNull(Use().DescribeUsers("/t", Scan(1000)));

    // 2003 has said who, and that is worse.
    [TestMethod]
    public void WhatIsInTheWay_IsNotSaidTwice() => Assert.IsNull(Use().DescribeUsers("/t", Scan(1001, 1001) with { Obstacles = 3 }));

    [TestMethod]
    public void RootInTheTargetOfAnother_IsWarnedForThatUser() => Assert.AreEqual(
        "what is built will belong to root, in the target /t of user bob (1001), whose own build may not change it afterwards. Build as that user, or give root a target of its own: set SharedRoot or TargetDirectory.",
        Use(user: 0).DescribeUsers("/t", Scan(1001, 1001))!.Text);

    [TestMethod]
    public void Checkouts_AreNamed()
    {
        Assert.IsNull(Use().DescribeCheckouts("/t", "/src", []));
        Assert.AreEqual(
            "the target /t is used by one other checkout than /src: /home/bob/app. Where names are equal each runs the programs of the one that was built last, and one build waits for the other. Give each user and checkout a target: set SharedRoot, or TargetDirectory.",
            Use().DescribeCheckouts("/t", "/src", ["/home/bob/app"])!.Text);
        Assert.Contains("2 other checkouts than /src: /a, /b?.", Use().DescribeCheckouts("/t", "/src", ["/a", "/b\n"])!.Text);
    }

    [TestMethod]
    [DataRow("shared root", "user", Severity.Message, DisplayName = "chosen so")]
    [DataRow("shared root", "checkout", Severity.Warning)]
    [DataRow("tool", "user", Severity.Warning, DisplayName = "the layout is of no effect here")]
    public void OneTargetForAllCheckouts_IsAMessageWhereItWasChosen(string from, string layout, object severity)
    {
        var use = Use(("TargetFrom", from), ("TargetLayout", layout));

        Assert.AreEqual(severity, use.DescribeUsers("/t", Scan(1000, 1001))!.EffectiveSeverity);
        Assert.AreEqual(severity, use.DescribeCheckouts("/t", "/src", ["/other"])!.EffectiveSeverity);
    }

    private static SharedUse Use(params ReadOnlySpan<(string, string)> metadata) => Use(1000, metadata);

    private static SharedUse Use(uint user, params ReadOnlySpan<(string, string)> metadata) => new(new MadeStep(metadata).Step, MadeProfile.Shipped("cargo"), s_names, user);

    private static ScanResult Scan(uint rootOwner, params uint[] others) => new(
        new FileStatus(FileKind.Directory, default, 1, 1, rootOwner, rootOwner, 0x1ED, 2, 0, 0, 0), 100, others.ToDictionary(owner => owner, _ => 3L), 0, [], 0, 0, null, IsComplete: true);

    // The variable would go before the root that the text advises.
    [TestMethod]
    public void TargetOfAVariable_HasToBeUnsetFirst() => Assert.AreEqual(
        "Give each user and checkout a target: unset CARGO_TARGET_DIR, which goes before SharedRoot, and set SharedRoot, or TargetDirectory.",
        OwnTarget.Advice(new MadeStep(("TargetFrom", "CARGO_TARGET_DIR")).Step));
}
