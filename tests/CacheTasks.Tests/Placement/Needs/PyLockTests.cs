using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Needs.Toml;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Needs;

[TestClass]
public class PyLockTests
{
    [TestMethod]
    [DataRow("version = \"1.0\"\nindex = \"https://x.example\"\nwheels = [{ name = \"A_b-1.0-py3-none-any.whl\", upload-time = 2023-04-23T19:00:22Z, url = \"https://x.example/f\", hashes = { sha256 = \"00\" } }]", "a-b 1.0 [A_b-1.0-py3-none-any.whl]")]
    [DataRow("version = \"1.0\"\n[[packages.wheels]]\nurl = \"https://x.example/A_b-1.0-py3-none-any.whl\"\nhashes = {sha256 = \"00\"}", "a-b 1.0 [A_b-1.0-py3-none-any.whl]")]
    [DataRow("version = \"1.0\"\nsdist = { name = \"a_b-1.0.tar.gz\", path = \"x/a_b-1.0.tar.gz\" }", "a-b 1.0 [] built")]
    [DataRow("archive = { path = \"x/A_b-1.0-py3-none-any.whl\" }", "a-b 1.0 [A_b-1.0-py3-none-any.whl]")]
    [DataRow("version = \"1.0\"\narchive = { url = \"https://x.example/a_b.zip\" }", "a-b 1.0 [] built")]
    [DataRow("version = \"1.0\"\nvcs = { type = \"git\", url = \"https://x.example\", commit-id = \"01\" }", "a-b 1.0 [] built")]
    [DataRow("vcs = { type = \"git\", url = \"https://x.example\", commit-id = \"01\" }", "a-b  [] built")]
    [DataRow("version = \"1.0\"\ndirectory = { path = \".\", editable = true }", "a-b 1.0 [] local")]
    public void Package_IsRead(string package, string expected) => AssertLines.Equal<string, string>(
        [expected],
        PyLock.Read($"lock-version = \"1.0\"\ncreated-by = \"x\"\n[[packages]]\nname = \"A_b\"\n{package}\n").Select(UvLockTests.Show));

    [TestMethod]
    [DataRow("lock-version = \"2.0\"", "its lock-version is 2.0, and only 1.x is known")]
    [DataRow("", "it has no lock-version")]
    [DataRow("[project]\nname = \"x\"", "it has no lock-version")]
    [DataRow("lock-version = \"1.0\"\n[[packages]]\nversion = \"1\"", "a [[packages]] has no valid name")]
    public void WhatIsNotKnown_IsRefused(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<TomlException>(() => PyLock.Read(text)).Message);
}
