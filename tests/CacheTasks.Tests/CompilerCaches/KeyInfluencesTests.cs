using System.Text.RegularExpressions;
using CacheTasks.CompilerCaches;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class KeyInfluencesTests
{
    [TestMethod]
    [DataRow("CARGO_TARGET_DIR", "/home/ann/target")]
    [DataRow("CARGO_HOME", "/home/ann/.cargo")]
    [DataRow("CARGO_TERM_COLOR", "never")]
    [DataRow("CARGO_ALIAS_B", "build")]
    [DataRow("CARGO_REGISTRIES_OURS_TOKEN", "hush")]
    [DataRow("CARGO_REGISTRY_TOKEN", "hush")]
    [DataRow("CARGO_BUILD_JOBS", "4")]
    [DataRow("CARGO_MAKEFLAGS", "-j")]
    [DataRow("RUSTFLAGS", "-C target-cpu=x86-64-v3 -C linker=/usr/bin/lld")]
    [DataRow("PATH", "/home/ann/bin")]
    public void Hidden_IsNotSaid(string name, string value) => AssertLines.None(Check(name, value));

    [TestMethod]
    [DataRow("RUSTFLAGS", "-Ctarget-cpu=native", "Warning RUSTFLAGS has target-cpu=native, so nothing is cached: ")]
    [DataRow("CARGO_ENCODED_RUSTFLAGS", "-C\x1ftarget-cpu=native", "Warning CARGO_ENCODED_RUSTFLAGS has target-cpu=native, so nothing is cached: ")]
    [DataRow("RUSTFLAGS", "-C linker=/home/ann/bin/ld", "Warning RUSTFLAGS names /home/ann/bin/ld and is part of what a crate is found by")]
    [DataRow("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "/home/ann/bin/ld", "Warning CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER names /home/ann/bin/ld")]
    [DataRow("CARGO_PROFILE_RELEASE_LTO", "thin", "Message CARGO_PROFILE_RELEASE_LTO is part of what a crate is found by: only builds that have it with the same value share.")]
    public void WhatIsHashed_IsSaid(string name, string value, string text) => Assert.StartsWith(text, Check(name, value).Single());

    [TestMethod]
    public void HiddenNames_AreThoseOfTheEnvironmentToo()
    {
        var hidden = KeyInfluences.HiddenIn(["CARGO_TERM_COLOR", "CARGO_PROFILE_RELEASE_LTO", "CARGO_ALIAS_B", "CARGO_ALIAS_X; rm -r /", "PATH"]).ToList();

        CollectionAssert.IsSubsetOf(new[] { "CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_TERM_COLOR", "CARGO_ALIAS_B" }, hidden);
        Assert.IsFalse(hidden.Exists(name => name.Contains(';') || name.Contains("PROFILE", StringComparison.Ordinal)));
    }

    // rustc 1.95 writes a variable that is not set without "=".
    [TestMethod]
    [DataRow("# env-dep:CARGO_TARGET_DIR=/x", true)]
    [DataRow("# env-dep:CARGO_TERM_COLOR", true)]
    [DataRow("# env-dep:CARGO_PKG_VERSION=1.0.0", false)]
    [DataRow("# env-dep:CARGO_HOMEPAGE=1", false)]
    [DataRow("x: # env-dep:CARGO_HOME", false)]
    public void Pattern_FindsWhatACrateAsksFor(string line, bool asks) => Assert.AreEqual(asks, Regex.IsMatch(line, KeyInfluences.AskedPattern));

    private static IEnumerable<string> Check(string name, string value) =>
        KeyInfluences.Check(new Dictionary<string, string> { [name] = value }).Select(finding => $"{finding.EffectiveSeverity} {finding.Text}");
}
