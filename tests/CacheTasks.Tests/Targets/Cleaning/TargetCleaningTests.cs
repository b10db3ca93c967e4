using System.Text.RegularExpressions;
using CacheTasks.Platform;
using CacheTasks.Targets.Cleaning;
using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>Removing one's own private targets. Those of other users are in the filesystem tests.</summary>
[TestClass]
public sealed partial class TargetCleaningTests : IDisposable
{
    private static readonly uint s_user = FileSystem.Current!.EffectiveUser;

    private readonly TemporaryDirectory _root = new("clean");

    public void Dispose() => _root.Dispose();

    private string Person => _root[$"u{s_user}-dev"];

    [TestMethod]
    public void NothingAskedFor_IsAListAlone()
    {
        var checkout = Directory.CreateDirectory(_root["src"]).FullName;
        Make("app-1", checkout);
        Make("gone-2", "/no/such/checkout");
        var before = DirectoryTree.Listing(_root.Location);

        AssertLines.Equal(
            ["…/app-1  SIZE  last used 2024-05-06  checkout …/src", "…/gone-2  SIZE  last used 2024-05-06  checkout /no/such/checkout (missing)"],
            Clean(new CleanRequest()));
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_root.Location)));
    }

    [TestMethod]
    public void MissingCheckout_IsRemoved()
    {
        Make("app-1", Directory.CreateDirectory(_root["src"]).FullName);
        Make("gone-2", "/no/such/checkout");

        Assert.AreEqual("…/gone-2  removed, SIZE freed", Clean(new CleanRequest { Missing = true })[^1]);
        AssertLines.Equal(["app-1"], Names());
    }

    [TestMethod]
    public void UnusedForLonger_IsRemoved()
    {
        Make("old-1", "/src/old");
        File.SetLastWriteTimeUtc(Path.Combine(Make("new-2", "/src/new"), "debug", "lib"), DateTime.UtcNow);

        Assert.AreEqual("…/old-1  removed, SIZE freed", Clean(new CleanRequest { OlderThan = TimeSpan.FromDays(30) })[^1]);
        AssertLines.Equal(["new-2"], Names());
    }

    [TestMethod]
    public void DryRun_RemovesNothing()
    {
        Make("gone-2", "/no/such/checkout");
        Directory.CreateDirectory(Path.Combine(Person, "x.cachetasks-old"));
        var before = DirectoryTree.Listing(_root.Location);

        var lines = Clean(new CleanRequest { Missing = true, OlderThan = TimeSpan.Zero, DryRun = true });

        AssertLines.Equal(["…/x.cachetasks-old  would be removed: an earlier run has left it", "…/gone-2  would be removed, SIZE"], [lines[0], lines[^1]]);
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_root.Location)));
    }

    [TestMethod]
    public void TargetInWhichSomebodyBuilds_IsKept()
    {
        var target = Make("gone-2", "/no/such/checkout");
        using var holder = Locker.Hold(Path.Combine(target, "debug", ".cargo-lock"));

        var last = Clean(new CleanRequest { Missing = true })[^1];
        StringAssert.StartsWith(last, $"…/gone-2  kept: process {holder.Id} ");
        Assert.IsTrue(Directory.Exists(target));
    }

    [TestMethod]
    public void WhatHasNoNote_IsNotSpokenOf()
    {
        Make("app-1", "/src/app");
        var theirs = Directory.CreateDirectory(Path.Combine(Person, "theirs")).FullName;
        Directory.CreateDirectory(_root["u4000000000-other", "app-1"]);
        Directory.CreateDirectory(_root["projects"]);
        File.WriteAllText(_root["projects", ".cachetasks-checkout"], "/no/such/checkout\n");

        Clean(new CleanRequest { Missing = true, OlderThan = TimeSpan.Zero });

        Assert.IsTrue(Directory.Exists(theirs));
        Assert.IsTrue(Directory.Exists(_root["u4000000000-other", "app-1"]));
        Assert.IsTrue(Directory.Exists(_root["projects"]));
        AssertLines.Equal(["theirs"], Names());
    }

    [TestMethod]
    public void SymlinkInTheirPlace_IsNotFollowed()
    {
        using var elsewhere = new TemporaryDirectory("elsewhere");
        File.WriteAllText(elsewhere[".cachetasks-checkout"], "/no/such/checkout\n");
        Directory.CreateDirectory(Person);
        Directory.CreateSymbolicLink(Path.Combine(Person, "app-1"), elsewhere.Location);
        Directory.CreateSymbolicLink(Path.Combine(Person, "app-2.cachetasks-old"), elsewhere.Location);

        Clean(new CleanRequest { Missing = true, OlderThan = TimeSpan.Zero });

        Assert.IsTrue(File.Exists(elsewhere[".cachetasks-checkout"]));
    }

    // With the layout user the folder itself is the target; it belongs to no checkout that could be missing.
    [TestMethod]
    public void SharedByAllCheckouts_IsRemovedByAgeAlone()
    {
        Make(".", null);
        File.Delete(Path.Combine(Person, ".cachetasks-checkout"));

        AssertLines.Equal([$"…  SIZE  last used 2024-05-06  for all checkouts"], Clean(new CleanRequest { Missing = true }));
        Assert.AreEqual("…  removed, SIZE freed", Clean(new CleanRequest { OlderThan = TimeSpan.FromDays(1) })[^1]);
        Assert.IsFalse(Directory.Exists(Person));
    }

    [TestMethod]
    public void LeftoverOfAKilledRun_IsRemoved()
    {
        Directory.CreateDirectory(Path.Combine(Person, "app-1.cachetasks-old", "debug"));
        Directory.CreateDirectory(Path.Combine(Person, "app-1.cachetasks-partial", "debug"));

        AssertLines.Equal(
            ["…/app-1.cachetasks-old  removed: an earlier run has left it", "…/app-1.cachetasks-partial  removed: an earlier run has left it"],
            Clean(new CleanRequest()));
        AssertLines.None(Names());
    }

    [TestMethod]
    public void CopyThatIsBeingMade_Stays()
    {
        using var running = Locker.Hold(Directory.CreateDirectory(Path.Combine(Person, "app-1.cachetasks-partial")).FullName);

        Clean(new CleanRequest());

        AssertLines.Equal(["app-1.cachetasks-partial"], Names());
    }

    private string Make(string name, string? checkout)
    {
        var target = Path.GetFullPath(Path.Combine(Person, name));
        Directory.CreateDirectory(Path.Combine(target, "debug"));
        File.WriteAllText(Path.Combine(target, "debug", ".cargo-lock"), "");
        File.WriteAllText(Path.Combine(target, "debug", "lib"), "lib");
        File.WriteAllText(Path.Combine(target, ".cachetasks-checkout"), checkout + "\n");
        File.WriteAllText(Path.Combine(target, "CACHEDIR.TAG"), MoveNames.TagText);
        new Command("find", target, "-depth", "-exec", "touch", "-d", "2024-05-06T12:00:00", "{}", "+").Run().OrFail();
        return target;
    }

    private IReadOnlyList<string> Clean(CleanRequest request) =>
        [.. TargetCleaning.Run(MoveTools.Current!, _root.Location, request with { LockFiles = [".cargo-lock"] })
            .Select(line => Size().Replace(line, "SIZE").Replace(Person, "…", StringComparison.Ordinal).Replace(_root.Location, "…", StringComparison.Ordinal))];

    private IEnumerable<string?> Names() => Directory.GetDirectories(Person).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\d+(\.\d)? ([KMG]iB|bytes)")]
    private static partial Regex Size();
}
