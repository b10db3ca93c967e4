using CacheTasks.Placement.Needs;

namespace CacheTasks.Tests.Placement.Needs;

/// <summary>Names and versions of Python packages that mean the same (PEP 503, PEP 440).</summary>
[TestClass]
public class PythonNameTests
{
    [TestMethod]
    [DataRow("requests", "requests")]
    [DataRow("Foo._-Bar", "foo-bar")]
    [DataRow("foo--bar", "foo-bar")]
    [DataRow("zope.interface", "zope-interface")]
    public void Name_IsNormalised(string name, string normal) => Assert.AreEqual(normal, PackageName.Normalize(name));

    [TestMethod]
    [DataRow("a", true)]
    [DataRow("a.b_c-9", true)]
    [DataRow("", false)]
    [DataRow("..", false)]
    [DataRow("a/b", false)]
    [DataRow("-a", false)]
    [DataRow("a.", false)]
    [DataRow("a\n", false)]
    public void Name_IsNoPath(string name, bool valid) => Assert.AreEqual(valid, PackageName.IsValid(name));

    [TestMethod]
    [DataRow("1.0.0", "1")]
    [DataRow("0.0", "0")]
    [DataRow("01.02", "1.2")]
    [DataRow("10.100", "10.100")]
    [DataRow("V1.0-RC.2", "1rc2")]
    [DataRow("1.0c2", "1rc2")]
    [DataRow("1.0alpha", "1a0")]
    [DataRow("1.0_beta-1", "1b1")]
    [DataRow("1.0-1", "1.post1")]
    [DataRow("1.0.rev3", "1.post3")]
    [DataRow("1.0.post", "1.post0")]
    [DataRow("1.0.DEV02", "1.dev2")]
    [DataRow("1!1.0a1.post2.dev3+Ubuntu_01.x", "1!1a1.post2.dev3+ubuntu.1.x")]
    [DataRow("0!1.0", "1")]
    [DataRow("not a version", "not a version")]
    [DataRow("", "")]
    public void Version_HasOneKey(string version, string key) => Assert.AreEqual(key, PythonVersion.Key(version));

    [TestMethod]
    [DataRow("https://x.example/a/A-1.0-py3-none-any.whl?x=/y.whl#z", "A-1.0-py3-none-any.whl")]
    [DataRow("A-1.0%2Bcu-py3-none-any.whl", "A-1.0+cu-py3-none-any.whl")]
    [DataRow("x/..%2F..%2Fa.whl", null)]
    [DataRow("a-1.0.tar.gz", null)]
    [DataRow(null, null)]
    public void WheelFile_IsFoundInAnAddress(string? address, string? file) => Assert.AreEqual(file, WheelName.Of(address));
}
