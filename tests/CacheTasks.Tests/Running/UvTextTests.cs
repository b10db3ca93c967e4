using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Running;

/// <summary>What uv 0.10.4 and 0.13.8 really printed.</summary>
[TestClass]
public sealed class UvTextTests
{
    private const string Discovery = """
        warning: Failed to parse `pyproject.toml` during settings discovery:
          TOML parse error at line 3, column 11
            |
          3 | version = 
            |           ^
          string values must be quoted, expected literal string


        """;

    [TestMethod]
    [DataRow("""
        error: Failed to parse: pyproject.toml
          cause: TOML parse error at line 3, column 11
                   |
                 3 | version = 
                   |           ^
                 string values must be quoted, expected literal string
        """, "pyproject.toml", DisplayName = "0.13.8")]
    [DataRow("""
        error: Failed to parse: `pyproject.toml`
          Caused by: TOML parse error at line 3, column 11
          |
        3 | version = 
          |           ^
        string values must be quoted, expected literal string
        """, "`pyproject.toml`", DisplayName = "0.10.4")]
    public void BrokenProject_HasItsLineAndColumn(string error, string name)
    {
        var read = RecordedOutput.Read("uv", Discovery + error);

        AssertLines.Equal(
            [
                "Warning UV0002 /src/pyproject.toml(3,11): Failed to parse `pyproject.toml` during settings discovery: string values must be quoted, expected literal string",
                $"Error UV0001 /src/pyproject.toml(3,11): Failed to parse: {name}; caused by: TOML parse error at line 3, column 11: string values must be quoted, expected literal string",
            ], read.Said);
        Assert.HasCount(13, read.Lines);
    }

    [TestMethod]
    [DataRow("""
        error: No solution found when resolving dependencies
          cause: Because nosuchpkg was not found in the cache and your project depends on nosuchpkg>=2, we can conclude that your project's requirements are unsatisfiable.

        hint: Packages were unavailable because the network was disabled.
        """, DisplayName = "0.13.8")]
    [DataRow("""
          × No solution found when resolving dependencies:
          ╰─▶ Because nosuchpkg was not found in the cache and your project depends on nosuchpkg>=2, we can conclude that your project's requirements are unsatisfiable.

              hint: Packages were unavailable because the network was disabled.
        """, DisplayName = "0.10.4")]
    public void UnsatisfiableProject_IsOneErrorWithItsHint(string text) => AssertLines.Equal(
        ["Error UV0001 (0,0): No solution found when resolving dependencies; caused by: Because nosuchpkg was not found in the cache and your project depends on nosuchpkg>=2, we can conclude that your project's requirements are unsatisfiable. Hint: Packages were unavailable because the network was disabled"],
        RecordedOutput.Read("uv", text).Said);

    [TestMethod]
    [DataRow("""
        Resolved 1 package in 5ms
           Building p @ file:///src
        error: Failed to build `p @ file:///src`
          cause: The build backend returned an error
          cause: Call to `nosuch.get_requires_for_build_editable` failed (exit status: 1)

                 [stderr]
                 Traceback (most recent call last):
                   File "<string>", line 8, in <module>
                 ModuleNotFoundError: No module named 'nosuch'

        hint: This error likely indicates that `p@1` depends on `nosuch`, but doesn't declare it as a build dependency.
        """, DisplayName = "0.13.8")]
    [DataRow("""
        Resolved 1 package in 5ms
           Building p @ file:///src
          × Failed to build `p @ file:///src`
          ├─▶ The build backend returned an error
          ╰─▶ Call to `nosuch.get_requires_for_build_editable` failed (exit status: 1)

              [stderr]
              Traceback (most recent call last):
                File "<string>", line 8, in <module>
              ModuleNotFoundError: No module named 'nosuch'

              hint: This error likely indicates that `p@1` depends on `nosuch`, but doesn't declare it as a build dependency.
        """, DisplayName = "0.10.4")]
    public void BackendsOutput_StaysText(string text)
    {
        var read = RecordedOutput.Read("uv", text);

        AssertLines.Equal(
            ["Error UV0001 (0,0): Failed to build `p @ file:///src`; caused by: The build backend returned an error; caused by: Call to `nosuch.get_requires_for_build_editable` failed (exit status: 1). Hint: This error likely indicates that `p@1` depends on `nosuch`, but doesn't declare it as a build dependency"],
            read.Said);
        AssertLines.Equal(text.Split('\n'), read.Lines);
    }

    [TestMethod]
    [DataRow(false, 1)]
    [DataRow(true, 0)]
    public void WarningThatUvCopies_IsReplacedByTheCause(bool isKnown, int warnings)
    {
        var read = RecordedOutput.Read("uv", """
            warning: Failed to hardlink files; falling back to full copy. This may lead to degraded performance.
                     If the cache and target directories are on different filesystems, hardlinking may not be supported.
                     If this is intentional, set `export UV_LINK_MODE=copy` or use `--link-mode=copy` to suppress this warning.
            Installed 1 package in 3ms
            """, knowsWhyItCopies: isKnown);

        Assert.HasCount(warnings, read.Messages);
        Assert.HasCount(4, read.Lines);
    }

    [TestMethod]
    public void WarningOfOneLine_IsShownAsWell()
    {
        var read = RecordedOutput.Read("uv", "Resolved 1 package in 5ms\nwarning: `VIRTUAL_ENV=/x` does not match\n + p==1");

        AssertLines.Equal(["Warning UV0002 (0,0): `VIRTUAL_ENV=/x` does not match"], read.Said);
        AssertLines.Equal(["Resolved 1 package in 5ms", "warning: `VIRTUAL_ENV=/x` does not match", " + p==1"], read.Lines);
    }

    [TestMethod]
    [DataRow("""
        error: No solution found when resolving dependencies
          cause: Because idna==3.20 requires Python >=3.9 and only idna==3.20 is available, we can conclude that all versions of idna cannot be used.
                 And because your project depends on idna, we can conclude that your project's requirements are unsatisfiable.

        hint: Consider limiting them.
        """, DisplayName = "0.13.8")]
    [DataRow("""
          × No solution found when resolving dependencies:
          ╰─▶ Because idna==3.20 requires Python >=3.9 and only idna==3.20 is available, we can conclude that all versions of idna cannot be used.
              And because your project depends on idna, we can conclude that your project's requirements are unsatisfiable.

              hint: Consider limiting
              them.
        """, DisplayName = "0.10.4")]
    public void CauseOfSeveralLines_IsWhole(string text) => AssertLines.Equal(
        ["Error UV0001 (0,0): No solution found when resolving dependencies; caused by: Because idna==3.20 requires Python >=3.9 and only idna==3.20 is available, we can conclude that all versions of idna cannot be used. And because your project depends on idna, we can conclude that your project's requirements are unsatisfiable. Hint: Consider limiting them"],
        RecordedOutput.Read("uv", text).Said);

    [TestMethod]
    public void PlaceBeyondAllNumbers_IsNone() => AssertLines.Equal(
        ["Error UV0001 (0,0): x; caused by: TOML parse error at line 99999999999, column 1"], RecordedOutput.Read("uv", "error: x\n  cause: TOML parse error at line 99999999999, column 1").Said);

    [TestMethod]
    public void UsageError_IsOneLine() => AssertLines.Equal(
        ["Error UV0001 (0,0): unexpected argument '--bogus' found"], RecordedOutput.Read("uv", "error: unexpected argument '--bogus' found\n\nUsage: uv sync --frozen\n\nFor more information, try '--help'.").Said);

    [TestMethod]
    public void Colours_AreReadThrough() => AssertLines.Equal(
        ["Error UV0001 (0,0): No `pyproject.toml` found"], RecordedOutput.Read("uv", "\u001b[1m\u001b[31merror\u001b[39m\u001b[0m\u001b[1m:\u001b[0m No `pyproject.toml` found").Said);
}
