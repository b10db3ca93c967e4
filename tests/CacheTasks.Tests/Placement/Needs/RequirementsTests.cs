using CacheTasks.Diagnostics;
using CacheTasks.Placement.Needs;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Needs;

/// <summary>Requirements files as pip documents them.</summary>
[TestClass]
public class RequirementsTests
{
    [TestMethod]
    [DataRow("A_b.c==1.0", "a-b-c 1.0 [] built")]
    [DataRow("a[x, y] == 1.0.post1 ; python_version >= '3.8'", "a 1.0.post1 [] built")]
    [DataRow("a==1.0 \\\r\n    --hash=sha256:00 \\\r\n    --hash=sha256:01\r\nb===2", "a 1.0 [] built|b 2 [] built")]
    [DataRow("a (==1.0)", "a 1.0 [] built")]
    [DataRow("a>=1,==1.5,<2", "a 1.5 [] built")]
    [DataRow("a==1!2.0+cu.1 # comment", "a 1!2.0+cu.1 [] built")]
    [DataRow("# a==1\n  # b==2 \\\nc==3", "c 3 [] built")]
    [DataRow("a==1\\", "a 1 [] built")]
    [DataRow("a @ https://x.example/A-1.0-py3-none-any.whl#sha256=00 ; x == 'y'", "a 1.0 [A-1.0-py3-none-any.whl]")]
    [DataRow("./dist/A-1.0-py3-none-any.whl", "a 1.0 [A-1.0-py3-none-any.whl]")]
    [DataRow("A-1.0-2-py3-none-any.whl", "a 1.0 [A-1.0-2-py3-none-any.whl]")]
    [DataRow("https://x.example/A-1.0-py3-none-any.whl", "a 1.0 [A-1.0-py3-none-any.whl]")]
    [DataRow("file:///x/A-1.0-py3-none-any.whl", "a 1.0 [A-1.0-py3-none-any.whl]")]
    [DataRow("a==1\n-e .\n--index-url https://x.example\n.\ngit+https://x.example/b\n-", "a 1 [] built")]
    [DataRow("a==1\nb==2.*\nc!=3\nd~=4\ne>=5\nf<=6", "a 1 [] built")]
    [DataRow("", "")]
    public void Pins_AreRead(string text, string expected) => AssertLines.Equal(expected.Length == 0 ? [] : expected.Split('|'), Read(text, out _));

    [TestMethod]
    public void Includes_AreFollowedOnceEach() => AssertLines.Equal(
        ["a 1 [] built", "b 2 [] built", "c 3 [] built"],
        Read("a==1\n-r sub/b.txt\n-r sub/b.txt", out _, ("/p/sub/b.txt", "b==2\n--requirement=c.txt\n-r../main.txt"), ("/p/sub/c.txt", "c==3\n-rb.txt")));

    [TestMethod]
    public void Constraint_GivesAVersionToWhatIsRequired() =>
        AssertLines.Equal(["a 1 [] built", "b 2 [] built"], Read("a==1\nB\n-c all.txt", out _, ("/p/all.txt", "a==9\nb==2\nc==3\n")));

    [TestMethod]
    public void MissingInclude_LosesNothingElse()
    {
        AssertLines.Equal(["a 1 [] built"], Read("-r gone.txt\na==1", out var findings));
        AssertLines.Equal(["gone /p/gone.txt"], findings);
    }

    [TestMethod]
    public void IncludedAddress_IsSaid()
    {
        AssertLines.Equal(["a 1 [] built"], Read("-r https://x.example/r.txt\na==1", out var findings));
        AssertLines.Equal(["/p/main.txt includes https://x.example/r.txt, which is not fetched: what only it names is not taken from a layer."], findings);
    }

    [TestMethod]
    public void NothingPinned_IsSaid()
    {
        AssertLines.None(Read("a\nb>=2\n", out var findings));
        AssertLines.Equal(["/p/main.txt pins no version, so what the step needs is not known and nothing is taken from a layer: 2 requirements have no ==. Compile it (uv pip compile), or name a lock file by LockFile."], findings);
    }

    private static IEnumerable<string> Read(string text, out IEnumerable<string> findings, params (string Path, string Text)[] others)
    {
        var requirements = new Requirements(path => others.FirstOrDefault(other => other.Path == path).Text is { } found
            ? (found, null)
            : (null, new Finding(CacheTasks.Diagnostics.Rules.SeedingIncomplete, $"gone {path}")));
        var packages = requirements.Read("/p/main.txt", text);
        findings = requirements.Findings.Select(finding => finding.Text);
        return packages.Select(UvLockTests.Show);
    }
}
