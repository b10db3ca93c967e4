using CacheTasks.Outcome;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Outcome;

[TestClass]
public sealed class InstalledWheelTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("installed");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("demo/core.py,sha256=abc,12", "demo/core.py")]
    [DataRow("demo/core.py", "demo/core.py", DisplayName = "no hash")]
    [DataRow("\"demo/a,b.py\",sha256=abc,12", "demo/a,b.py", DisplayName = "a comma")]
    [DataRow("\"demo/say \"\"hi\"\".py\",,", "demo/say \"hi\".py", DisplayName = "quotes")]
    [DataRow("\"\"\"x\"\"\",,", "\"x\"", DisplayName = "quotes at both ends")]
    [DataRow("\"never closed", "never closed")]
    [DataRow("\"never closed\"\"", "never closed\"")]
    [DataRow("demo/ünï.py,,", "demo/ünï.py")]
    [DataRow("demo/__pycache__/core.cpython-311.pyc,,", "", DisplayName = "byte code")]
    [DataRow("", "")]
    [DataRow("\"\",,", "")]
    [DataRow("\"", "")]
    public void LineOfRecord_IsAFile(string line, string file) => AssertLines.Equal(file.Length == 0 ? [] : new[] { file }, Files(line));

    [TestMethod]
    public void WindowsLineEnds_AreNoPartOfAName() => AssertLines.Equal(["a.py", "b.py"], Files("a.py\r\nb.py"));

    [TestMethod]
    public void Name_IsPackageAndVersion() => Assert.AreEqual("demo-1.0", new InstalledWheel("/site-packages", "demo-1.0.dist-info").Name);

    [TestMethod]
    [DataRow("lib/python3.11/site-packages", DisplayName = "an environment")]
    [DataRow("ruff/lib/python3.11/site-packages", DisplayName = "a folder of tools' environments")]
    [DataRow("", DisplayName = "uv pip install --target")]
    public void Packages_AreFoundBelow(string sitePackages)
    {
        Make(sitePackages, "demo-1.0.dist-info", "a.py,,");

        Assert.AreEqual("demo-1.0", InstalledWheel.FindAll(_folder.Location).Single().Name);
    }

    [TestMethod]
    public void PackageWithoutARecord_HasNoFiles()
    {
        Directory.CreateDirectory(_folder["lib", "python3.11", "site-packages", "demo-1.0.dist-info"]);

        AssertLines.None(InstalledWheel.FindAll(_folder.Location).Single().Files());
    }

    [TestMethod]
    [DataRow("demo/core.py", true)]
    [DataRow("../../../bin/demo", true)]
    [DataRow("../../../../etc/demo.conf", false)]
    [DataRow("/usr/share/demo", false)]
    [DataRow("demo/../../../../../x", false)]
    public void FileOutsideTheEnvironment_IsToldApart(string file, bool within) =>
        Assert.AreEqual(within, new InstalledWheel("/app/.venv/lib/python3.11/site-packages", "demo-1.0.dist-info").IsWithin(new RecordedFile(file, -1)));

    [TestMethod]
    public void FileAboveATargetFolder_IsOutside() =>
        Assert.IsFalse(new InstalledWheel("/app/packages", "demo-1.0.dist-info").IsWithin(new RecordedFile("../bin/demo", -1)));

    [TestMethod]
    [DataRow("requests-2.34.2.dist-info", "requests", "2.34.2")]
    [DataRow("odd.dist-info", "odd", "")]
    public void PackageAndVersion_AreTheNamesParts(string folder, string package, string version)
    {
        var wheel = new InstalledWheel("/site-packages", folder);

        Assert.AreEqual($"{package}|{version}", $"{wheel.Package}|{wheel.Version}");
    }

    [TestMethod]
    public void MissingTarget_HasNone() => AssertLines.None(InstalledWheel.FindAll(_folder["absent"]));

    private IEnumerable<string> Files(string record)
    {
        Make("", "demo-1.0.dist-info", record);
        return new InstalledWheel(_folder.Location, "demo-1.0.dist-info").Files().Select(file => file.ToString());
    }

    private void Make(string sitePackages, string info, string record)
    {
        Directory.CreateDirectory(_folder[sitePackages, info]);
        File.WriteAllText(_folder[sitePackages, info, "RECORD"], record + "\n");
    }
}
