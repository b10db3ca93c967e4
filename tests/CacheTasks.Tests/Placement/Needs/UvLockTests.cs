using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Needs.Toml;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Needs;

[TestClass]
public class UvLockTests
{
    private const string Head = "version = 1\nrevision = 5\nrequires-python = \">=3.11\"\nresolution-markers = [\"python_full_version >= '3.12'\"]\n\n";

    [TestMethod]
    [DataRow("registry = \"https://index.example/simple\"", "wheels = [\n { url = \"https://files.example/a/A_b-1.0-py3-none-any.whl\", hash = \"sha256:00\", size = 1 },\n]\n", "a-b 1.0 [A_b-1.0-py3-none-any.whl]", DisplayName = "registry")]
    [DataRow("registry = \"../wheels\"", "wheels = [{ path = \"A_b-1.0+cu.1-py3-none-any.whl\" }]\n", "a-b 1.0 [A_b-1.0+cu.1-py3-none-any.whl]", DisplayName = "local index")]
    [DataRow("registry = \"https://index.example/simple\"", "sdist = { url = \"https://files.example/A_b-1.0.tar.gz\" }\n", "a-b 1.0 [] built", DisplayName = "source distribution")]
    [DataRow("url = \"https://x.example/A_b-1.0-py3-none-any.whl\"", "wheels = [{ url = \"https://x.example/A_b-1.0%2Bcu-py3-none-any.whl#sha256=00\" }]\n", "a-b 1.0 [A_b-1.0+cu-py3-none-any.whl]", DisplayName = "address, escaped")]
    [DataRow("path = \"dist/A_b-1.0-py3-none-any.whl\"", "wheels = [{ filename = \"A_b-1.0-py3-none-any.whl\", hash = \"sha256:00\" }]\n", "a-b 1.0 [A_b-1.0-py3-none-any.whl]", DisplayName = "file")]
    [DataRow("git = \"https://git.example/a?rev=1#0123\"", "", "a-b 1.0 [] built", DisplayName = "git")]
    [DataRow("editable = \".\"", "", null)]
    [DataRow("virtual = \".\"", "", null)]
    [DataRow("directory = \"lib\"", "", "a-b 1.0 [] local")]
    public void Source_SaysWhatServes(string source, string more, string? expected)
    {
        var package = $"[[package]]\nname = \"A_b\"\nversion = \"1.0\"\nsource = {{ {source} }}\ndependencies = [\n {{ name = \"c\", marker = \"x == 'y'\" }},\n]\n{more}\n[package.optional-dependencies]\nname = [{{ name = \"d\" }}]\n";

        AssertLines.Equal<string, string>(expected is null ? [] : [expected], UvLock.Read(Head + package).Select(Show));
    }

    [TestMethod]
    public void VersionlessProject_IsPassedOver() =>
        AssertLines.None(UvLock.Read(Head + "[[package]]\nname = \"app\"\nsource = { editable = \".\" }\n").Select(Show));

    [TestMethod]
    [DataRow("version = 2\n", "its version is 2, and only version 1 is known")]
    [DataRow("revision = 1\n", "it has no version")]
    [DataRow("", "it has no version")]
    [DataRow("version = \"1\"\n", "it has no version")]
    [DataRow("version = 1\n[[package]]\nname = \"a\"\nversion = \"1\"\n", "a [[package]] has no source (a)")]
    [DataRow("version = 1\n[[package]]\nname = \"../a\"\nsource = { registry = \"x\" }\n", "a [[package]] has no valid name")]
    public void WhatIsNotKnown_IsRefused(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<TomlException>(() => UvLock.Read(text)).Message);

    internal static string Show(NeededPackage package) =>
        $"{package.Name} {package.Version} [{string.Join(' ', package.Wheels)}]{(package.MayBeBuilt ? " built" : "")}{(package.IsLocal ? " local" : "")}";
}
