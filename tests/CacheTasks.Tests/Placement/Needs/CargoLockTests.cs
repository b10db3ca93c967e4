using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Needs.Toml;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Needs;

[TestClass]
public class CargoLockTests
{
    private const string Source = "registry+https://index.example/git";

    private static readonly string s_hash = new('a', 64);

    [TestMethod]
    [DataRow("", "checksum = \"HASH\"\n", "", DisplayName = "version 2")]
    [DataRow("version = 3\n", "checksum = \"HASH\"\n", "", DisplayName = "version 3")]
    [DataRow("version = 4\n", "checksum = \"HASH\"\ndependencies = [\n \"b\",\n]\n", "", DisplayName = "version 4")]
    [DataRow("", "", "[metadata]\n\"checksum a 1.0.0+x (registry+https://index.example/git)\" = \"HASH\"\n", DisplayName = "version 1")]
    public void EveryVersion_IsRead(string head, string inPackage, string foot)
    {
        var text = $"{head}\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0+x\"\nsource = \"{Source}\"\n{inPackage}\n{foot}".Replace("HASH", s_hash, StringComparison.Ordinal);

        AssertLines.Equal([new CargoPackage("a", "1.0.0+x", Source, s_hash)], CargoLock.Read(text));
    }

    [TestMethod]
    public void GitPackage_HasNoChecksum() => AssertLines.Equal(
        [new CargoPackage("a", "1.0.0", "git+https://x.example/a?rev=1#0123", "")],
        CargoLock.Read("version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"git+https://x.example/a?rev=1#0123\"\n"));

    [TestMethod]
    [DataRow("version = 5\n", "its version is 5, and only versions 1 to 4 are known")]
    [DataRow("version = 'x'\n", "its version is not a number, and only versions 1 to 4 are known")]
    [DataRow("[[package]]\nname = \"../a\"\nversion = \"1.0.0\"\n", "a [[package]] has no valid name and version")]
    [DataRow("[[package]]\nname = \"a\"\nversion = \"/1\"\n", "a [[package]] has no valid name and version")]
    [DataRow("[[package]]\nname = \"a\"\n", "a [[package]] has no valid name and version")]
    public void WhatIsNotKnown_IsRefused(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<TomlException>(() => CargoLock.Read(text)).Message);
}
